using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OpenEnds : Migration
    {
        /// <summary>
        /// The first and the last entry of a kind, settled or open, in one step. The counts can't tell: they keep the widest
        /// that there was, and entries move from open to settled one by one. EF knows no index over an expression.
        /// </summary>
        private const string Ends =
            """CREATE INDEX "IX_LogEntries_Ends" ON "LogEntries" ("Severity", "Category", "Code", "SettledAt" IS NULL, "At", "InboxId");""";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Ends);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""DROP INDEX "IX_LogEntries_Ends";""");
    }
}
