using RelationSync.Portal.Demo;
using RelationSync.Portal.Provisioning;
using RelationSync.Portal.Queries;
using RelationSync.Portal.Relation;
using RelationSync.Portal.Remedies;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Startup;

var builder = PortalHost.CreateBuilder(args);
builder.Services.AddPortalOptions();
builder.Services.AddStore();
builder.Services.AddSecrets();
builder.Services.AddSecurity();
builder.Services.AddErrors();
builder.Services.AddLanguages();
builder.Services.AddAccounts();
builder.Services.AddIntake();
builder.Services.AddQueries();
builder.Services.AddRemedies();
builder.Services.AddSalesforce(builder.Configuration);
builder.Services.AddProvisioning();
builder.Services.AddMonitoring();
builder.Services.AddWorker(builder.Configuration);
builder.Services.AddDemo();
builder.Services.AddPages();

await using var app = builder.Build();
return await app.RunPortalAsync(args);
