using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using RelationSync.Portal.Storage.Engines;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    Email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NormalizedEmail = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PasswordHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Role = table.Column<int>(type: "integer", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Theme = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecurityStamp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SecondFactorProtected = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecondFactorStep = table.Column<long>(type: "bigint", nullable: false),
                    SecondFactorSince = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSignInAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Actions",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActivityId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActivityKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    TriggerOperationId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Intent = table.Column<int>(type: "integer", nullable: false),
                    TriggerAt = table.Column<long>(type: "bigint", nullable: false),
                    ArrivedAt = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    SyncedAt = table.Column<long>(type: "bigint", nullable: true),
                    EventId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LastError = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FailingSince = table.Column<long>(type: "bigint", nullable: true),
                    Fence = table.Column<long>(type: "bigint", nullable: false),
                    ClaimedAt = table.Column<long>(type: "bigint", nullable: true),
                    Doubt = table.Column<int>(type: "integer", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    SentUnmarked = table.Column<bool>(type: "boolean", nullable: false),
                    Subject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OperatorEmail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CustomerKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ErasedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Actions", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "ApiCallCounts",
                columns: table => new
                {
                    ConnectionId = table.Column<byte[]>(type: "bytea", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    Calls = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiCallCounts", x => new { x.ConnectionId, x.From });
                });

            migrationBuilder.CreateTable(
                name: "Attempts",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ActionSeq = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Class = table.Column<int>(type: "integer", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Message = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Certainty = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attempts", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<byte[]>(type: "bytea", nullable: true),
                    Actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Address = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Act = table.Column<int>(type: "integer", nullable: false),
                    About = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DetailsJson = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "Authorizations",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    LoginUrl = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    InstanceUrl = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OrgId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UserId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Username = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClientId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClientSecretProtected = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RefreshTokenProtected = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AccessTokenProtected = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    RefreshedAt = table.Column<long>(type: "bigint", nullable: true),
                    GoneAt = table.Column<long>(type: "bigint", nullable: true),
                    GoneCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Refusals = table.Column<int>(type: "integer", nullable: false),
                    RefusedAt = table.Column<long>(type: "bigint", nullable: true),
                    BlockedAt = table.Column<long>(type: "bigint", nullable: true),
                    BlockedCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AskAgainAt = table.Column<long>(type: "bigint", nullable: true),
                    ApiUsed = table.Column<int>(type: "integer", nullable: true),
                    ApiMax = table.Column<int>(type: "integer", nullable: true),
                    ApiSeenAt = table.Column<long>(type: "bigint", nullable: true),
                    CapabilitiesJson = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CapabilitiesAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Authorizations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Episodes",
                columns: table => new
                {
                    ConnectionId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    About = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    TriedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Episodes", x => new { x.ConnectionId, x.Kind, x.About });
                });

            migrationBuilder.CreateTable(
                name: "Inboxes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    TimeZone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SecretProtected = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PreviousSecretProtected = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PreviousSecretUntil = table.Column<long>(type: "bigint", nullable: true),
                    SyncFrom = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastOperationAt = table.Column<long>(type: "bigint", nullable: true),
                    SilentAfterMinutes = table.Column<int>(type: "integer", nullable: true),
                    SilenceWatchedFrom = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inboxes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IntakeMinutes",
                columns: table => new
                {
                    Minute = table.Column<long>(type: "bigint", nullable: false),
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    Received = table.Column<int>(type: "integer", nullable: false),
                    Repeats = table.Column<int>(type: "integer", nullable: false),
                    Ignored = table.Column<int>(type: "integer", nullable: false),
                    Rejected = table.Column<int>(type: "integer", nullable: false),
                    ActionsMade = table.Column<int>(type: "integer", nullable: false),
                    FirstActionSeq = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntakeMinutes", x => new { x.Minute, x.InboxId });
                });

            migrationBuilder.CreateTable(
                name: "IntakeRefusals",
                columns: table => new
                {
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    Hour = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    Pointer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Message = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    FirstAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false),
                    Network = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WebhookId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecondsAhead = table.Column<long>(type: "bigint", nullable: true),
                    OperationId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OperationType = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntakeRefusals", x => new { x.InboxId, x.Hour, x.Reason, x.Pointer, x.Message });
                });

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    Email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NormalizedEmail = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Role = table.Column<int>(type: "integer", nullable: false),
                    TokenHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Owner = table.Column<byte[]>(type: "bytea", nullable: true),
                    Fence = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    RenewedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => new { x.Kind, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "LogEntries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    ConnectionId = table.Column<byte[]>(type: "bytea", nullable: true),
                    Severity = table.Column<int>(type: "integer", nullable: false),
                    Category = table.Column<int>(type: "integer", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Message = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    Fields = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ActionId = table.Column<byte[]>(type: "bytea", nullable: true),
                    Channel = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CustomerKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Operator = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EventId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SettledAt = table.Column<long>(type: "bigint", nullable: true),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogEntries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "NotificationDeliveries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<int>(type: "integer", nullable: false),
                    WebhookId = table.Column<byte[]>(type: "bytea", nullable: true),
                    Receiver = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MessageJson = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IsTest = table.Column<bool>(type: "boolean", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    TriedAt = table.Column<long>(type: "bigint", nullable: true),
                    Fault = table.Column<int>(type: "integer", nullable: true),
                    FaultCode = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationDeliveries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "NotificationEpisodes",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Condition = table.Column<int>(type: "integer", nullable: false),
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    ToldAt = table.Column<long>(type: "bigint", nullable: true),
                    WellSince = table.Column<long>(type: "bigint", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationEpisodes", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "NotificationSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    MailOn = table.Column<bool>(type: "boolean", nullable: false),
                    SmtpHost = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SmtpPort = table.Column<int>(type: "integer", nullable: false),
                    SmtpSecurity = table.Column<int>(type: "integer", nullable: false),
                    SmtpUser = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SmtpPasswordProtected = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Sender = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Recipients = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TellAuthorization = table.Column<bool>(type: "boolean", nullable: false),
                    TellLimit = table.Column<bool>(type: "boolean", nullable: false),
                    TellSla = table.Column<bool>(type: "boolean", nullable: false),
                    TellErrors = table.Column<bool>(type: "boolean", nullable: false),
                    TellSilence = table.Column<bool>(type: "boolean", nullable: false),
                    TellRecovery = table.Column<bool>(type: "boolean", nullable: false),
                    ErrorThreshold = table.Column<int>(type: "integer", nullable: false),
                    SlaPercent = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NotificationWebhooks",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    Host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    UrlProtected = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SecretProtected = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PreviousSecretProtected = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PreviousSecretUntil = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationWebhooks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OneTimeTokens",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Purpose = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AccountId = table.Column<byte[]>(type: "bytea", nullable: true),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    UsedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OneTimeTokens", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "OpenSessions",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AccountId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Stamp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    Device = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Network = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpenSessions", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "Operations",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    IdHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    ActivityKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    ArrivedAt = table.Column<long>(type: "bigint", nullable: false),
                    Payload = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Operations", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "ProvisionedEntries",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SecretHash = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProvisionedEntries", x => new { x.Kind, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "Settings",
                columns: table => new
                {
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Settings", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "WrittenEvents",
                columns: table => new
                {
                    ActionSeq = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    OrgId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OwnerId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false),
                    Type = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WhoIds = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WhatId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SubjectLength = table.Column<int>(type: "integer", nullable: false),
                    DescriptionLines = table.Column<int>(type: "integer", nullable: false),
                    DescriptionLength = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WrittenEvents", x => x.ActionSeq);
                });

            migrationBuilder.CreateTable(
                name: "Connections",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    AuthorizationId = table.Column<byte[]>(type: "bytea", nullable: false),
                    Targets = table.Column<int>(type: "integer", nullable: false),
                    LinkOpportunities = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    PausedAt = table.Column<long>(type: "bigint", nullable: true),
                    LimitSince = table.Column<long>(type: "bigint", nullable: true),
                    NextProbeAt = table.Column<long>(type: "bigint", nullable: true),
                    DurationCeilingMinutes = table.Column<int>(type: "integer", nullable: true),
                    CeilingLearntAt = table.Column<long>(type: "bigint", nullable: true),
                    ApiBudgetPercent = table.Column<int>(type: "integer", nullable: true),
                    BudgetSince = table.Column<long>(type: "bigint", nullable: true),
                    LastDrainAt = table.Column<long>(type: "bigint", nullable: true),
                    LeaseOwner = table.Column<byte[]>(type: "bytea", nullable: true),
                    LeaseVersion = table.Column<long>(type: "bigint", nullable: false),
                    Fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Connections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Connections_Authorizations_AuthorizationId",
                        column: x => x.AuthorizationId,
                        principalTable: "Authorizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Connections_Inboxes_InboxId",
                        column: x => x.InboxId,
                        principalTable: "Inboxes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_NormalizedEmail",
                table: "Accounts",
                column: "NormalizedEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Actions_ActivityKey",
                table: "Actions",
                column: "ActivityKey");

            migrationBuilder.CreateIndex(
                name: "IX_Actions_EventId",
                table: "Actions",
                column: "EventId");

            migrationBuilder.CreateIndex(
                name: "IX_Actions_Id",
                table: "Actions",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Actions_InboxId_Seq",
                table: "Actions",
                columns: new[] { "InboxId", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Actions_Status_InboxId_DueAt",
                table: "Actions",
                columns: new[] { "Status", "InboxId", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions",
                columns: new[] { "SyncedAt", "InboxId", "Status", "TriggerAt", "ArrivedAt" },
                filter: "\"SyncedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Actions_ToErase",
                table: "Actions",
                column: "ArrivedAt",
                filter: "\"ErasedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ApiCallCounts_From",
                table: "ApiCallCounts",
                column: "From");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_ActionSeq",
                table: "Attempts",
                column: "ActionSeq");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Act_Seq",
                table: "AuditEntries",
                columns: new[] { "Act", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Actor_Seq",
                table: "AuditEntries",
                columns: new[] { "Actor", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At",
                table: "AuditEntries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Connections_AuthorizationId",
                table: "Connections",
                column: "AuthorizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Connections_InboxId",
                table: "Connections",
                column: "InboxId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Inboxes_Key",
                table: "Inboxes",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IntakeRefusals_Hour",
                table: "IntakeRefusals",
                column: "Hour");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_NormalizedEmail",
                table: "Invitations",
                column: "NormalizedEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_TokenHash",
                table: "Invitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_ActionId",
                table: "LogEntries",
                column: "ActionId");

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_At",
                table: "LogEntries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_Category_Severity_Code",
                table: "LogEntries",
                columns: new[] { "Category", "Severity", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_InboxId_Seq_At_Category_Severity",
                table: "LogEntries",
                columns: new[] { "InboxId", "Seq", "At", "Category", "Severity" });

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_Open",
                table: "LogEntries",
                column: "Severity",
                filter: "\"SettledAt\" IS NULL AND \"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_Seq_At_Category_Severity",
                table: "LogEntries",
                columns: new[] { "Seq", "At", "Category", "Severity" });

            migrationBuilder.CreateIndex(
                name: "IX_NotificationDeliveries_CreatedAt",
                table: "NotificationDeliveries",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_NotificationDeliveries_Id",
                table: "NotificationDeliveries",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NotificationDeliveries_Status_DueAt",
                table: "NotificationDeliveries",
                columns: new[] { "Status", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_NotificationEpisodes_Condition_InboxId",
                table: "NotificationEpisodes",
                columns: new[] { "Condition", "InboxId" },
                unique: true,
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_NotificationEpisodes_EndedAt",
                table: "NotificationEpisodes",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_OpenSessions_AccountId",
                table: "OpenSessions",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Operations_ActivityKey",
                table: "Operations",
                column: "ActivityKey");

            migrationBuilder.CreateIndex(
                name: "IX_Operations_ArrivedAt_InboxId_ActivityKey",
                table: "Operations",
                columns: new[] { "ArrivedAt", "InboxId", "ActivityKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Operations_IdHash",
                table: "Operations",
                column: "IdHash",
                unique: true);

            migrationBuilder.Sql(UnmodelledTables.PostgreSql);
        }
    }
}
