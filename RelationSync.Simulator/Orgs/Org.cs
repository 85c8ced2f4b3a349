using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using RelationSync.Simulator.Access;
using RelationSync.Simulator.Control;
using RelationSync.Simulator.Faults;
using RelationSync.Simulator.OAuth;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Soap.Deploying;
using RelationSync.Simulator.Soql;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Orgs;

/// <summary>One simulated org: its settings, objects, rows, tokens, armed faults and the record of its calls.</summary>
[SuppressMessage("Design", "CA1001", Justification = "An org lives as long as the process; one that was replaced may still answer its last calls.")]
internal sealed class Org
{
    public const string MarkerFieldName = "RelationSync_ActionId__c";

    /// <summary>The marker field, where an org has it from the start: Text(64), external id, unique.</summary>
    public const int MarkerFieldLength = 64;

    private static readonly string[] StandardTypes = ["Email", "Meeting", "Other", "Call"];
    private static readonly string[] TaskTypeNames = ["Call", "Email", "Meeting", "Other"];

    private readonly Dictionary<string, Table> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _infix;
    private readonly Dictionary<string, long> _lastNumbers = [];

    public Org(OrgSettings settings, TimeProvider clock)
    {
        Settings = settings;
        Apps = settings.Apps;
        MovedTo = settings.MovedTo;
        Clock = clock;
        _infix = SalesforceId.InfixOf(settings.Name);
        Id = SalesforceId.Make("00D", _infix, 1);
        EventTypes = new PicklistValueSet(settings.Types ?? StandardTypes);
        Schema = new OrgSchema(settings, EventTypes, TaskTypes);
        if (settings.MarkerField)
        {
            Schema.AddActivityField(MarkerFieldName, MarkerFieldLength, externalId: true, unique: true);
        }

        foreach (var entity in Schema.Entities)
        {
            _tables[entity.Name] = new Table(entity);
            _tables[entity.Name].EnsureIndexes();
        }

        SchemaChanged();
        Tokens = new TokenStore(this);
        Calls = new CallLog(clock);
    }

    public OrgSettings Settings { get; }

    public string Name => Settings.Name;

    /// <summary>Null where any app may come. The control plane may change it while the org lives.</summary>
    public IReadOnlyList<AppSettings>? Apps { get; set; }

    /// <summary>Null for an org that is where it was made. The control plane may change it while the org lives.</summary>
    public MovedTo? MovedTo { get; set; }

    public string Id { get; }

    public TimeProvider Clock { get; }

    public OrgSchema Schema { get; }

    public PicklistValueSet EventTypes { get; }

    public PicklistValueSet TaskTypes { get; } = new(TaskTypeNames);

    public static IReadOnlyList<string> ValueSetNames { get; } = ["EventType", "TaskType"];

    /// <summary>A standard value set by its name in the metadata; null where the org has none.</summary>
    public PicklistValueSet? ValueSet(string name) => name switch
    {
        "EventType" => EventTypes,
        "TaskType" => TaskTypes,
        _ => null,
    };

    /// <summary>Users that may not sign in. They go on owning what they own.</summary>
    public ConcurrentDictionary<string, bool> Frozen { get; } = new(StringComparer.Ordinal);

    public TokenStore Tokens { get; }

    public RefreshFlights Refreshes { get; } = new();

    public CallLog Calls { get; }

    public FaultList Faults { get; } = new();

    public CursorStore Cursors { get; } = new();

    public OrgMetadata Metadata { get; } = new();

    public ReaderWriterLockSlim Gate { get; } = new(LockRecursionPolicy.SupportsRecursion);

    public required string AdminUsername { get; init; }

    /// <summary>Changes with every write, for whoever shows the rows.</summary>
    public long Version { get; set; }

    /// <summary>For <c>If-Modified-Since</c>: whole seconds, and later after every change.</summary>
    public DateTimeOffset SchemaChangedAt { get; private set; }

    /// <summary>The address that clients are told, wherever they asked.</summary>
    public string InstanceUrl(string askedAt) => MovedTo?.Resolve(askedAt) ?? askedAt;

    public Table this[string entity] => _tables[entity];

    public Table TableOf(EntityType entity) => _tables[entity.Name];

    public string NextId(EntityType entity)
    {
        var number = _lastNumbers.GetValueOrDefault(entity.KeyPrefix) + 1;
        _lastNumbers[entity.KeyPrefix] = number;
        return SalesforceId.Make(entity.KeyPrefix, _infix, number);
    }

    public string NewJobId(string prefix) => SalesforceId.Make(prefix, _infix, Metadata.NextJob());

    public void SchemaChanged()
    {
        var next = Clock.GetUtcNow().ToUnixTimeSeconds();
        SchemaChangedAt = DateTimeOffset.FromUnixTimeSeconds(Math.Max(next, SchemaChangedAt.ToUnixTimeSeconds() + 1));
    }

    /// <summary>
    /// The seed's ids are the same at every start. Those that follow never were given out before: a portal may remember
    /// records of an earlier process.
    /// </summary>
    public void EndSeed()
    {
        var from = Clock.GetUtcNow().ToUnixTimeSeconds() % 30_000_000 * 100_000;
        foreach (var entity in Schema.Entities)
        {
            _lastNumbers[entity.KeyPrefix] = from;
        }
    }

    public Record? Find(string id18) =>
        Schema.TryByPrefix(id18, out var entity) && TableOf(entity).TryGet(id18, out var row) ? row : null;

    /// <summary>Whether the users who sign in have this permission.</summary>
    public bool Permits(string permission) =>
        Settings.AdminPermissions.Contains(permission) && (permission != Permissions.ModifyMetadata || Settings.MetadataPermission);

    /// <summary>Active, and not frozen. The caller holds the lock.</summary>
    public bool LetsIn(Record user) => user.Flag("IsActive") && !Frozen.ContainsKey(user.Id);

    public Record? FindUser(string username)
    {
        Gate.EnterReadLock();
        try
        {
            var users = this["User"];
            return users.TryIndex(users.Type["Username"], out var index) ? index.Find(username).FirstOrDefault() : null;
        }
        finally
        {
            Gate.ExitReadLock();
        }
    }
}
