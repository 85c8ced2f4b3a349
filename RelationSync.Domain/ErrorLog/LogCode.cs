using RelationSync.Domain.Common;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.ErrorLog;

/// <summary>A line of the catalogue.</summary>
/// <param name="Value">Salesforce's code, or ours in UPPER_SNAKE_CASE.</param>
/// <param name="Class">How its entries end.</param>
/// <param name="Category">What it is about, unless a field that Salesforce names tells more (<see cref="LogCategories"/>).</param>
/// <param name="Failure">What a drain does about it; null: it is no failure.</param>
/// <param name="Messages">Our own sentences for it; none where Salesforce's words are all there is.</param>
public sealed record LogCode(string Value, LogClass Class, LogCategory Category, FailureClass? Failure, params IReadOnlyList<CodedMessage> Messages);
