using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);
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
