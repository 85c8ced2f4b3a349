using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class JwtBearer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SigningKeyProtected",
                table: "Authorizations",
                type: "text",
                nullable: true,
                collation: "C");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SigningKeyProtected",
                table: "Authorizations");
        }
    }
}
