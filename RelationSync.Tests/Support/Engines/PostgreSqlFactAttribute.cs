namespace RelationSync.Tests.Support.Engines;

/// <summary>A fact about PostgreSQL alone; skipped, with the way to get one, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = PostgreSqlServer.Missing;
}
