using System.Globalization;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Soql;

namespace RelationSync.Simulator.Rest;

internal static class QueryResource
{
    private const int MostRows = 2_000;
    private const int FewestRows = 200;

    public static ApiResponse Query(ApiCall call, ApiRequest request, bool withDeleted)
    {
        var soql = request.Parameter("q") ?? throw new ApiException(400, "MALFORMED_QUERY", "A query string has to be specified");
        call.Log.Soql.Add(soql);
        using var gate = GateScope.Read(call.Org);
        var runner = new QueryRunner(call.Caller);
        if (string.Equals(request.Parameter("columns"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return runner.Columns(soql);
        }

        var result = runner.Run(soql, withDeleted);
        var cursor = "01g" + Guid.NewGuid().ToString("N")[..15];
        return Page(call, request, result, cursor, 0);
    }

    /// <summary>The rest of an answer: <c>/query/01gxx0000000001-2000</c>.</summary>
    public static ApiResponse More(ApiCall call, ApiRequest request, string cursor)
    {
        var dash = cursor.LastIndexOf('-');
        if (dash < 0
            || !int.TryParse(cursor.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || call.Org.Cursors.Find(cursor[..dash]) is not { } result
            || from > result.Rows.Count)
        {
            throw new ApiException(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }

        using var gate = GateScope.Read(call.Org);
        return Page(call, request, result, cursor[..dash], from);
    }

    private static ApiResponse Page(ApiCall call, ApiRequest request, QueryResult result, string cursor, int from)
    {
        var size = PageSize(request.Header("Sforce-Query-Options"));
        var until = Math.Min(result.Rows.Count, from + size);
        var done = until == result.Rows.Count;
        if (!done)
        {
            call.Org.Cursors.Keep(cursor, result);
        }

        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("totalSize", result.TotalSize);
            json.WriteBoolean("done", done);
            if (!done)
            {
                json.WriteString("nextRecordsUrl", string.Create(CultureInfo.InvariantCulture, $"/services/data/{request.Version}/query/{cursor}-{until}"));
            }

            json.WriteStartArray("records");
            for (var i = from; i < until; i++)
            {
                result.Shape!.Write(json, result.Rows[i], request.Version);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary><c>Sforce-Query-Options: batchSize=500</c>, within 200 and 2,000.</summary>
    private static int PageSize(string? options)
    {
        const string name = "batchSize=";
        var at = options?.IndexOf(name, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
        {
            return MostRows;
        }

        var digits = new string([.. options![(at + name.Length)..].TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, FewestRows, MostRows) : MostRows;
    }
}
