using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.PostgreSql
{
    /// <summary>Tells when Events of a quarter of an hour have changed.</summary>
    public partial class SyncedVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""ALTER TABLE "SyncedCounts" ADD COLUMN "Version" bigint NOT NULL DEFAULT 0;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""ALTER TABLE "SyncedCounts" DROP COLUMN "Version";""");
        }
    }
}
