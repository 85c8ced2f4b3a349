using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ErrorWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SettledBy",
                table: "LogEntries",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "SettledReason",
                table: "LogEntries",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "DescriptionLength",
                table: "Attempts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DescriptionLines",
                table: "Attempts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "End",
                table: "Attempts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Fields",
                table: "Attempts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "OwnerId",
                table: "Attempts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "Start",
                table: "Attempts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SubjectLength",
                table: "Attempts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Type",
                table: "Attempts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "WhatId",
                table: "Attempts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "WhoIds",
                table: "Attempts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "ErrorCauses",
                columns: table => new
                {
                    Severity = table.Column<int>(type: "integer", nullable: false),
                    Category = table.Column<int>(type: "integer", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OwnerId = table.Column<byte[]>(type: "bytea", nullable: true),
                    OwnedAt = table.Column<long>(type: "bigint", nullable: true),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    NotedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    NotedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErrorCauses", x => new { x.Severity, x.Category, x.Code });
                });

            migrationBuilder.CreateTable(
                name: "RetriedActions",
                columns: table => new
                {
                    RunId = table.Column<byte[]>(type: "bytea", nullable: false),
                    ActionId = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetriedActions", x => new { x.RunId, x.ActionId });
                });

            migrationBuilder.CreateTable(
                name: "RetryRuns",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    Severity = table.Column<int>(type: "integer", nullable: false),
                    Category = table.Column<int>(type: "integer", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetryRuns", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RetryRuns_Category_Code",
                table: "RetryRuns",
                columns: new[] { "Category", "Code" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ErrorCauses");

            migrationBuilder.DropTable(
                name: "RetriedActions");

            migrationBuilder.DropTable(
                name: "RetryRuns");

            migrationBuilder.DropColumn(
                name: "SettledBy",
                table: "LogEntries");

            migrationBuilder.DropColumn(
                name: "SettledReason",
                table: "LogEntries");

            migrationBuilder.DropColumn(
                name: "DescriptionLength",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "DescriptionLines",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "End",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Fields",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Start",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "SubjectLength",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Type",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "WhatId",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "WhoIds",
                table: "Attempts");
        }
    }
}
