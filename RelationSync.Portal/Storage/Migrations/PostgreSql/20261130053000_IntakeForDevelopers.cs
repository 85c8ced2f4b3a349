using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class IntakeForDevelopers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Actions_Status_InboxId_DueAt",
                table: "Actions");

            migrationBuilder.DropIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions");

            migrationBuilder.AddColumn<bool>(
                name: "IsTest",
                table: "Inboxes",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsTest",
                table: "Actions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "InboxBearerKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Ending = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxBearerKeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InboxBearerKeys_Inboxes_InboxId",
                        column: x => x.InboxId,
                        principalTable: "Inboxes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IntakeRequests",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    ByBearerKey = table.Column<bool>(type: "boolean", nullable: false),
                    Size = table.Column<int>(type: "integer", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Accepted = table.Column<int>(type: "integer", nullable: false),
                    Duplicate = table.Column<int>(type: "integer", nullable: false),
                    Ignored = table.Column<int>(type: "integer", nullable: false),
                    Rejected = table.Column<int>(type: "integer", nullable: false),
                    Errors = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Activities = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntakeRequests", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "TestOperations",
                columns: table => new
                {
                    IdHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    ActionId = table.Column<byte[]>(type: "bytea", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TestOperations", x => x.IdHash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Actions_Status_InboxId_DueAt",
                table: "Actions",
                columns: new[] { "Status", "InboxId", "DueAt", "IsTest" });

            migrationBuilder.CreateIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions",
                columns: new[] { "SyncedAt", "InboxId", "Status", "TriggerAt", "ArrivedAt", "ClockAt", "Source", "IsTest" },
                filter: "\"SyncedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Actions_Tests",
                table: "Actions",
                column: "ActivityKey",
                filter: "\"IsTest\"");

            migrationBuilder.CreateIndex(
                name: "IX_InboxBearerKeys_InboxId",
                table: "InboxBearerKeys",
                column: "InboxId");

            migrationBuilder.CreateIndex(
                name: "IX_IntakeRequests_At",
                table: "IntakeRequests",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_IntakeRequests_InboxId_Seq",
                table: "IntakeRequests",
                columns: new[] { "InboxId", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_TestOperations_InboxId_At",
                table: "TestOperations",
                columns: new[] { "InboxId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "InboxBearerKeys");

            migrationBuilder.DropTable(
                name: "IntakeRequests");

            migrationBuilder.DropTable(
                name: "TestOperations");

            migrationBuilder.DropIndex(
                name: "IX_Actions_Status_InboxId_DueAt",
                table: "Actions");

            migrationBuilder.DropIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions");

            migrationBuilder.DropIndex(
                name: "IX_Actions_Tests",
                table: "Actions");

            migrationBuilder.DropColumn(
                name: "IsTest",
                table: "Inboxes");

            migrationBuilder.DropColumn(
                name: "IsTest",
                table: "Actions");

            migrationBuilder.CreateIndex(
                name: "IX_Actions_Status_InboxId_DueAt",
                table: "Actions",
                columns: new[] { "Status", "InboxId", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions",
                columns: new[] { "SyncedAt", "InboxId", "Status", "TriggerAt", "ArrivedAt", "ClockAt", "Source" },
                filter: "\"SyncedAt\" IS NOT NULL");
        }
    }
}
