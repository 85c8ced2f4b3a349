using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>An inbox's sources as JSON; nothing where all is pushed, as in rows of before there was a choice.</summary>
internal sealed class InboxSourcesConverter() : ValueConverter<InboxSources, string>(s => Write(s), s => Read(s))
{
    private static readonly JsonSerializerOptions Stored = new() { IgnoreReadOnlyProperties = true };

    private static string Write(InboxSources sources) => sources == InboxSources.AllPush ? "" : JsonSerializer.Serialize(sources, Stored);

    private static InboxSources Read(string stored) => stored.Length == 0 ? InboxSources.AllPush : JsonSerializer.Deserialize<InboxSources>(stored, Stored)!;
}
