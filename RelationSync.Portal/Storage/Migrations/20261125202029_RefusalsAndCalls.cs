using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RefusalsAndCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SilenceWatchedFrom",
                table: "Inboxes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BudgetSince",
                table: "Connections",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ApiCallCounts",
                columns: table => new
                {
                    ConnectionId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Calls = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiCallCounts", x => new { x.ConnectionId, x.From });
                });

            migrationBuilder.CreateTable(
                name: "IntakeRefusals",
                columns: table => new
                {
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    Hour = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<int>(type: "INTEGER", nullable: false),
                    Pointer = table.Column<string>(type: "TEXT", nullable: false),
                    Message = table.Column<string>(type: "TEXT", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Network = table.Column<string>(type: "TEXT", nullable: true),
                    WebhookId = table.Column<string>(type: "TEXT", nullable: true),
                    SecondsAhead = table.Column<long>(type: "INTEGER", nullable: true),
                    OperationId = table.Column<string>(type: "TEXT", nullable: true),
                    OperationType = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntakeRefusals", x => new { x.InboxId, x.Hour, x.Reason, x.Pointer, x.Message });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ApiCallCounts_From",
                table: "ApiCallCounts",
                column: "From");

            migrationBuilder.CreateIndex(
                name: "IX_IntakeRefusals_Hour",
                table: "IntakeRefusals",
                column: "Hour");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApiCallCounts");

            migrationBuilder.DropTable(
                name: "IntakeRefusals");

            migrationBuilder.DropColumn(
                name: "SilenceWatchedFrom",
                table: "Inboxes");

            migrationBuilder.DropColumn(
                name: "BudgetSince",
                table: "Connections");
        }
    }
}
