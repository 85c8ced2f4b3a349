using System.Globalization;
using RelationSync.Portal.Resources;
using RelationSync.Tests.Conventions;

namespace RelationSync.Tests.Portal.Resources;

[Trait("Rule", "R-E1")]
public sealed class LogMessagesTests : IDisposable
{
    private static readonly Lazy<string[]> Sources = new(() =>
    [
        .. SourceTree.Files("*.cs").Where(f => !f.EndsWith("LogMessages.cs", StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "RelationSync.Domain"), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText),
    ]);

    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public LogMessagesTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");

    /// <summary>What is stored, by its code.</summary>
    public static TheoryData<string, string> Ours => new()
    {
        { "SUBJECT_TRUNCATED", "The subject was cut at 255 characters." },
        { "DESCRIPTION_TRUNCATED", "Only the first 50 lines and 32000 characters are kept." },
        { "DESCRIPTION_TRUNCATED", "Only the last 50 lines and 32000 characters are kept." },
        { "START_AFTER_END", "The start lay after the end: the Event starts when it ends." },
        { "OPENING_UNKNOWN", "The opening of the chat editor never came: the Event starts with the first message sent." },
        { "DURATION_CUT", "The org allows Events of at most 1440 minutes; the start was moved." },
        { "SHARED_ACTIVITIES_OFF", "The org relates one contact to an Event; the others were left out." },
        { "CONTACTS_LEFT_OUT", "An Event takes 50 contacts; 7 more were left out." },
        { "CANCELLED_LATE", "The send was cancelled after its Event stood; the Event was deleted." },
        { "CANCELLED_LATE", "The send was cancelled after its Event stood; the Event was deleted already." },
        { "CANCELLED_LATE", "The send was cancelled after its Event stood; the answer to its deletion was lost, and the Event is no longer there." },
        { "CANCELLED_LATE", "The send was cancelled after its Event stood; the Event wasn't found in Salesforce, so it wasn't deleted." },
        { "CANCELLED_LATE", "The send was cancelled after its Event stood; the connecting user may not delete the Event." },
        { "CANCELLED_LATE", "The send was cancelled after its Event stood; the Event's id isn't known, so it wasn't deleted." },
        { "CANCELLED_LATE", "The send was cancelled after its Event stood; the Event is in an org that the inbox is no longer connected to, so it wasn't deleted." },
        { "OUTCOME_UNKNOWN", "The write had no answer, and the connecting user doesn't see every Event: whether this one stands can't be found out." },
        { "OUTCOME_UNKNOWN", "The write had no answer, and the inbox is connected to another org now: whether its Event stands there can't be found out." },
        { "OUTCOME_UNKNOWN", "The write had no answer, and an Event that says the same was made by another user: whether it is this action's can't be found out." },
        { "EVENT_NOT_SEEN", "The Event stands, but the connecting user doesn't see it: its id isn't known." },
        { "EVENT_NOT_SEEN", "A user of this portal says that the Event stands: its id isn't known." },
        { "HALF_GIVEN_UP", "The other half never came: no Event was made." },
        { "API_BUDGET_REACHED", "This connection has used its own share of the org's daily API calls." },
        { "REFUSED_AGAIN_AND_AGAIN", "Salesforce refused every mended form of the Event." },
        { "STOPPED", "RelationSync was stopped before Salesforce answered." },
        { "CANCELLED", "Stopped while the answer was awaited." },
        { "METADATA_API_REFUSED", "The Metadata API refuses the access token that REST accepts." },
        { "MARKER_NOT_VISIBLE", "The field is there, but the connecting user can't write it." },
        { "TYPES_NOT_ADDED", "The values were accepted, but aren't there." },
        { "EMPTY_VALUE_SET", "The picklist's values can't be read." },
        { "NO_INTEGRATION_PROFILE", "No profile is on the licence 'Salesforce Integration'." },
        { "MALFORMED_ID", "Not a record id." },
        { "TOKEN_NOT_STORED", "The new token could not be stored." },
        { "AUTHORIZATION_MISSING", "The authorisation has been deleted." },
        { "HOST_REFUSED", "The address is none of Salesforce's." },
        { "CIRCUIT_OPEN", "Too many calls to this org have failed just now; none is made for a moment." },
        { "TIMEOUT", "No answer in time." },
        { "HTTP_503", "The answer was a page, not data: the org could not be reached." },
        { "HTTP_404", "The answer named no error." },
    };

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Theory]
    [MemberData(nameof(Ours))]
    public void Show_OurOwnWords_AreInTheViewersLanguage(string code, string stored)
    {
        var shown = LogMessages.Show(code, stored);

        Assert.Contains(shown, c => c is >= 'ぁ' and <= 'ん');
        Assert.Subset(Numbers(shown).ToHashSet(), Numbers(stored).ToHashSet());
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Assert.DoesNotContain(LogMessages.Show(code, stored), c => c is >= 'ぁ' and <= 'ん');
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void Show_OurOwnWords_AreStillThoseThatAreWritten(string code, string stored)
    {
        // As the source has it: with a value between braces where the entry has a number, "first" or "last".
        var parts = stored.Split([" first ", " last ", .. Numbers(stored)], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(p => p.Length > 3);

        Assert.All(parts, part => Assert.Contains(Sources.Value, s => s.Contains(part, StringComparison.Ordinal)));
        Assert.NotEmpty(code);
    }

    [Theory]
    [InlineData("REQUIRED_FIELD_MISSING", "Required fields are missing: [Region__c]")]
    [InlineData("MALFORMED_ID", "Who ID: id value of incorrect type")]
    [InlineData("HTTP_503", "Service unavailable for 5 minutes")]
    [InlineData("DURATION_CUT", "Something else")]
    [InlineData("TIMEOUT", "")]
    public void Show_SalesforcesWords_StayAsTheyAre(string code, string stored) => Assert.Equal(stored, LogMessages.Show(code, stored));

    [Fact]
    public void Show_OfTheWay_KeepsTheDetail() =>
        Assert.Equal("Salesforceに接続できませんでした（NameResolutionError: no {0} such host）。", LogMessages.Show("CONNECTION_FAILED", "NameResolutionError: no {0} such host"));

    private static string[] Numbers(string text) =>
        [.. text.Replace(",", "", StringComparison.Ordinal).Split([.. text.Where(c => !char.IsAsciiDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)];
}
