using Microsoft.EntityFrameworkCore.Migrations;
using RelationSync.Portal.Storage.Engines;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Email = table.Column<string>(type: "TEXT", nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    Theme = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: false),
                    SecondFactorProtected = table.Column<string>(type: "TEXT", nullable: true),
                    SecondFactorStep = table.Column<long>(type: "INTEGER", nullable: false),
                    SecondFactorSince = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSignInAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Actions",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    ActivityId = table.Column<string>(type: "TEXT", nullable: false),
                    ActivityKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TriggerOperationId = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Intent = table.Column<int>(type: "INTEGER", nullable: false),
                    TriggerAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ArrivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SyncedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EventId = table.Column<string>(type: "TEXT", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", nullable: true),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false),
                    ClaimedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Doubt = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SentUnmarked = table.Column<bool>(type: "INTEGER", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: true),
                    OperatorEmail = table.Column<string>(type: "TEXT", nullable: true),
                    CustomerKey = table.Column<string>(type: "TEXT", nullable: true),
                    ErasedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Actions", x => x.Seq);
                });

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
                name: "Attempts",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ActionSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Class = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Message = table.Column<string>(type: "TEXT", nullable: false),
                    Certainty = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attempts", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Actor = table.Column<string>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: true),
                    Act = table.Column<int>(type: "INTEGER", nullable: false),
                    About = table.Column<string>(type: "TEXT", nullable: false),
                    DetailsJson = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "Authorizations",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LoginUrl = table.Column<string>(type: "TEXT", nullable: false),
                    InstanceUrl = table.Column<string>(type: "TEXT", nullable: true),
                    OrgId = table.Column<string>(type: "TEXT", nullable: true),
                    UserId = table.Column<string>(type: "TEXT", nullable: true),
                    Username = table.Column<string>(type: "TEXT", nullable: true),
                    ClientId = table.Column<string>(type: "TEXT", nullable: true),
                    ClientSecretProtected = table.Column<string>(type: "TEXT", nullable: true),
                    RefreshTokenProtected = table.Column<string>(type: "TEXT", nullable: false),
                    AccessTokenProtected = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RefreshedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    GoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    GoneCode = table.Column<string>(type: "TEXT", nullable: true),
                    Refusals = table.Column<int>(type: "INTEGER", nullable: false),
                    RefusedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    BlockedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    BlockedCode = table.Column<string>(type: "TEXT", nullable: true),
                    AskAgainAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ApiUsed = table.Column<int>(type: "INTEGER", nullable: true),
                    ApiMax = table.Column<int>(type: "INTEGER", nullable: true),
                    ApiSeenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CapabilitiesJson = table.Column<string>(type: "TEXT", nullable: true),
                    CapabilitiesAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Authorizations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Episodes",
                columns: table => new
                {
                    ConnectionId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    About = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    TriedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Episodes", x => new { x.ConnectionId, x.Kind, x.About });
                });

            migrationBuilder.CreateTable(
                name: "Inboxes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", nullable: false),
                    SecretProtected = table.Column<string>(type: "TEXT", nullable: false),
                    PreviousSecretProtected = table.Column<string>(type: "TEXT", nullable: true),
                    PreviousSecretUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    SyncFrom = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastOperationAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SilentAfterMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    SilenceWatchedFrom = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inboxes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IntakeMinutes",
                columns: table => new
                {
                    Minute = table.Column<long>(type: "INTEGER", nullable: false),
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    Received = table.Column<int>(type: "INTEGER", nullable: false),
                    Repeats = table.Column<int>(type: "INTEGER", nullable: false),
                    Ignored = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    ActionsMade = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstActionSeq = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntakeMinutes", x => new { x.Minute, x.InboxId });
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

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Email = table.Column<string>(type: "TEXT", nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                });

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

            migrationBuilder.CreateTable(
                name: "LogEntries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    ConnectionId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Severity = table.Column<int>(type: "INTEGER", nullable: false),
                    Category = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Message = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: true),
                    ActionId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Channel = table.Column<string>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", nullable: true),
                    CustomerKey = table.Column<string>(type: "TEXT", nullable: true),
                    Operator = table.Column<string>(type: "TEXT", nullable: true),
                    EventId = table.Column<string>(type: "TEXT", nullable: true),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogEntries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "NotificationDeliveries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    WebhookId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Receiver = table.Column<string>(type: "TEXT", nullable: false),
                    MessageJson = table.Column<string>(type: "TEXT", nullable: false),
                    IsTest = table.Column<bool>(type: "INTEGER", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TriedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Fault = table.Column<int>(type: "INTEGER", nullable: true),
                    FaultCode = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationDeliveries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "NotificationEpisodes",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Condition = table.Column<int>(type: "INTEGER", nullable: false),
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: true),
                    WellSince = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationEpisodes", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "NotificationSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    MailOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    SmtpHost = table.Column<string>(type: "TEXT", nullable: false),
                    SmtpPort = table.Column<int>(type: "INTEGER", nullable: false),
                    SmtpSecurity = table.Column<int>(type: "INTEGER", nullable: false),
                    SmtpUser = table.Column<string>(type: "TEXT", nullable: false),
                    SmtpPasswordProtected = table.Column<string>(type: "TEXT", nullable: true),
                    Sender = table.Column<string>(type: "TEXT", nullable: false),
                    Recipients = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    TellAuthorization = table.Column<bool>(type: "INTEGER", nullable: false),
                    TellLimit = table.Column<bool>(type: "INTEGER", nullable: false),
                    TellSla = table.Column<bool>(type: "INTEGER", nullable: false),
                    TellErrors = table.Column<bool>(type: "INTEGER", nullable: false),
                    TellSilence = table.Column<bool>(type: "INTEGER", nullable: false),
                    TellRecovery = table.Column<bool>(type: "INTEGER", nullable: false),
                    ErrorThreshold = table.Column<int>(type: "INTEGER", nullable: false),
                    SlaPercent = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NotificationWebhooks",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Host = table.Column<string>(type: "TEXT", nullable: false),
                    UrlProtected = table.Column<string>(type: "TEXT", nullable: false),
                    SecretProtected = table.Column<string>(type: "TEXT", nullable: false),
                    PreviousSecretProtected = table.Column<string>(type: "TEXT", nullable: true),
                    PreviousSecretUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationWebhooks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OneTimeTokens",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OneTimeTokens", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "OpenSessions",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Stamp = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    Device = table.Column<string>(type: "TEXT", nullable: true),
                    Network = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpenSessions", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "Operations",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    IdHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    ActivityKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ArrivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Payload = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Operations", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "ProvisionedEntries",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    SecretHash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProvisionedEntries", x => new { x.Kind, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "Settings",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Settings", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "WrittenEvents",
                columns: table => new
                {
                    ActionSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    OrgId = table.Column<string>(type: "TEXT", nullable: true),
                    OwnerId = table.Column<string>(type: "TEXT", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    End = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: true),
                    WhoIds = table.Column<string>(type: "TEXT", nullable: true),
                    WhatId = table.Column<string>(type: "TEXT", nullable: true),
                    SubjectLength = table.Column<int>(type: "INTEGER", nullable: false),
                    DescriptionLines = table.Column<int>(type: "INTEGER", nullable: false),
                    DescriptionLength = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WrittenEvents", x => x.ActionSeq);
                });

            migrationBuilder.CreateTable(
                name: "Connections",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    AuthorizationId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Targets = table.Column<int>(type: "INTEGER", nullable: false),
                    LinkOpportunities = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    PausedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LimitSince = table.Column<long>(type: "INTEGER", nullable: true),
                    NextProbeAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DurationCeilingMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    CeilingLearntAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ApiBudgetPercent = table.Column<int>(type: "INTEGER", nullable: true),
                    BudgetSince = table.Column<long>(type: "INTEGER", nullable: true),
                    LastDrainAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LeaseOwner = table.Column<byte[]>(type: "BLOB", nullable: true),
                    LeaseVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false)
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

            migrationBuilder.Sql(UnmodelledTables.Sqlite);
        }
    }
}
