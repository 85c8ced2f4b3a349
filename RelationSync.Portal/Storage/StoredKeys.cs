using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Data Protection's keys in the store, so that all nodes have the same. ASP.NET Core's own repository for EF Core would write
/// past <see cref="Store"/>, and seal nothing that was there before a key file was.
/// </summary>
internal sealed partial class StoredKeys(Store store, KeySeal seal, ILogger<StoredKeys> logger) : IXmlRepository
{
    /// <summary>Imports key files of a folder that the store doesn't have yet, reseals keys that aren't sealed with the current key file, and warns if there is no key file.</summary>
    public async Task PrepareAsync(string folder, CancellationToken cancellationToken)
    {
        var files = await ReadFilesAsync(folder, cancellationToken);
        var taken = 0;
        if (await store.ReadAsync(async (db, token) => IsBehind(await db.DataKeys.ToListAsync(token), files), cancellationToken))
        {
            taken = await store.WriteAsync((db, token) => BringAsync(db, files, token), cancellationToken);
        }

        if (taken > 0)
        {
            LogTaken(logger, taken, folder);
        }

        if (!seal.Seals)
        {
            LogUnsealed(logger);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var rows = Wait(() => store.ReadAsync((db, token) => db.DataKeys.OrderBy(k => k.Name).ToListAsync(token), CancellationToken.None));
        var contents = rows.ConvertAll(r => seal.Open(r.Content));
        if (contents.Count(c => c is null) is > 0 and var closed)
        {
            LogClosed(logger, closed);
        }

        return [.. contents.OfType<string>().Select(c => XElement.Parse(c))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        var content = seal.Seal(element.ToString(SaveOptions.DisableFormatting));
        Wait(() => store.WriteAsync((db, _) => Task.FromResult(db.Add(new DataKey { Name = friendlyName, Content = content })), CancellationToken.None));
    }

    /// <summary>False if the store is up to date: a start then writes nothing.</summary>
    private bool IsBehind(List<DataKey> rows, List<(string Name, string Xml)> files) =>
        rows.Exists(r => !seal.IsCurrent(r.Content) && seal.Open(r.Content) is not null) || files.Exists(f => !rows.Exists(r => r.Name == f.Name));

    private async Task<int> BringAsync(RelationSyncDb db, List<(string Name, string Xml)> files, CancellationToken cancellationToken)
    {
        var rows = await db.DataKeys.ToDictionaryAsync(k => k.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var row in rows.Values.Where(r => !seal.IsCurrent(r.Content)))
        {
            row.Content = seal.Open(row.Content) is { } content ? seal.Seal(content) : row.Content;
        }

        var added = files.Where(f => !rows.ContainsKey(f.Name)).Select(f => new DataKey { Name = f.Name, Content = seal.Seal(f.Xml) }).ToList();
        db.DataKeys.AddRange(added);
        return added.Count;
    }

    private static async Task<List<(string Name, string Xml)>> ReadFilesAsync(string folder, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml") : [])
        {
            var xml = await File.ReadAllTextAsync(file, cancellationToken);
            if (IsXml(xml))
            {
                found.Add((Path.GetFileNameWithoutExtension(file), xml));
            }
        }

        return found;
    }

    private static bool IsXml(string text)
    {
        try
        {
            XElement.Parse(text);
            return true;
        }
        catch (XmlException)
        {
            return false; // cut off while it was written: a start that was killed
        }
    }

    /// <summary>Data Protection is synchronous. Runs on a pool thread, so that the blocked caller holds no context the store needs.</summary>
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    [LoggerMessage(LogLevel.Information, "{Count} keys of the folder {Folder} are taken over into the store.")]
    private static partial void LogTaken(ILogger logger, int count, string folder);

    [LoggerMessage(LogLevel.Warning, "{Count} keys of the store can't be opened: they were sealed with another key file.")]
    private static partial void LogClosed(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "The keys in the store are not sealed: anyone who reads the database or a dump of it can decrypt its secrets. Set Keys:File, to the same file on every node.")]
    private static partial void LogUnsealed(ILogger logger);
}
