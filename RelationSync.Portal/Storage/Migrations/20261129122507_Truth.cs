using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Truth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OrgId",
                table: "WrittenEvents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClosedAt",
                table: "LogEntries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AskAgainAt",
                table: "Authorizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BlockedAt",
                table: "Authorizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BlockedCode",
                table: "Authorizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Refusals",
                table: "Authorizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "RefusedAt",
                table: "Authorizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SentUnmarked",
                table: "Actions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // A write that is in doubt now: without the marker, unless the org is known to have it.
            migrationBuilder.Sql(
                """
                UPDATE "Actions" SET "SentUnmarked" = 1 WHERE ("Doubt" <> 0 OR "Status" = 3) AND "InboxId" NOT IN (
                  SELECT c."InboxId" FROM "Connections" c JOIN "Authorizations" a ON a."Id" = c."AuthorizationId"
                  WHERE a."CapabilitiesJson" LIKE '%"MarkerField":true%')
                """);

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Owner = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    RenewedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => new { x.Kind, x.Key });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropColumn(
                name: "OrgId",
                table: "WrittenEvents");

            // EF would build these tables anew, and lose the triggers and indexes that it doesn't know.
            migrationBuilder.Sql(
                """
                ALTER TABLE "LogEntries" DROP COLUMN "ClosedAt";
                ALTER TABLE "Actions" DROP COLUMN "SentUnmarked";
                """);

            migrationBuilder.DropColumn(
                name: "AskAgainAt",
                table: "Authorizations");

            migrationBuilder.DropColumn(
                name: "BlockedAt",
                table: "Authorizations");

            migrationBuilder.DropColumn(
                name: "BlockedCode",
                table: "Authorizations");

            migrationBuilder.DropColumn(
                name: "Refusals",
                table: "Authorizations");

            migrationBuilder.DropColumn(
                name: "RefusedAt",
                table: "Authorizations");
        }
    }
}
