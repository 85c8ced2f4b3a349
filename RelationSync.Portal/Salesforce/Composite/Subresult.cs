using System.Text.Json;

namespace RelationSync.Portal.Salesforce.Composite;

/// <summary>What a subrequest has given. Valid only while the answer is read.</summary>
/// <param name="Status">Null: the answer lacks it.</param>
internal readonly record struct Subresult(int? Status, JsonElement Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
