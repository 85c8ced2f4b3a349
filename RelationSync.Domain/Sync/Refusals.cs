using RelationSync.Domain.ErrorLog;

namespace RelationSync.Domain.Sync;

/// <summary>
/// What becomes of a record that Salesforce refused (R-E3): only an unusable owner, Type or WhatId is dropped, a start
/// that makes the Event too long is moved (R-M10), a stale reference is looked up again; all else fails the action.
/// </summary>
internal sealed class Refusals(DrainContext context)
{
    private const int UnknownTries = 3;

    public Mending Judge(WorkItem item, SalesforceFailure failure, Batch batch) => failure.Class switch
    {
        FailureClass.Limit or FailureClass.AuthorizationGone when failure.Certainty is WriteCertainty.NotWritten => Wait(item),
        FailureClass.TransientCall or FailureClass.Limit or FailureClass.AuthorizationGone => TryLater(item, failure),
        FailureClass.TransientRecord => TryLaterForADay(item, failure),
        _ when failure.Certainty is not WriteCertainty.NotWritten => TryLater(item, failure),
        // Without the marker it is another field's; with it, it was looked up (DuplicateStep).
        FailureClass.AlreadyDone => Fail(item, failure),
        FailureClass.Configuration when failure.WholeCall || IsAboutAField(failure) => Configuration(item, failure, batch),
        FailureClass.Split => Smaller(item) ?? Fail(item, failure),
        _ when failure.WholeCall && Smaller(item) is { } smaller => smaller,
        FailureClass.Data or FailureClass.Configuration => Mend(item, failure, batch) ?? Fail(item, failure),
        FailureClass.Unknown => Mend(item, failure, batch) ?? ThreeTries(item, failure),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure.Class, "no such class"),
    };

    private Mending Wait(WorkItem item)
    {
        item.Again(null, context.Now, context.Now);
        return Mending.Settled;
    }

    private Mending TryLater(WorkItem item, SalesforceFailure failure)
    {
        var asked = failure.RetryAfter is { } wait && wait > context.Settings.RetryMaxDelay ? context.Settings.RetryMaxDelay : failure.RetryAfter;
        var due = context.Now + Max(context.Backoff.After(item.Action.Attempts + 1), asked ?? TimeSpan.Zero);
        item.Again(failure, due, context.Now);
        return Mending.Settled;
    }

    private Mending TryLaterForADay(WorkItem item, SalesforceFailure failure) =>
        context.Now - (item.Action.FailingSince ?? context.Now) - context.Jumps.Forward >= context.Settings.TransientPatience
            ? Fail(item, failure)
            : TryLater(item, failure);

    private static bool IsAboutAField(SalesforceFailure failure) => failure.Code is "INVALID_FIELD" or "INVALID_FIELD_FOR_INSERT_UPDATE";

    private Mending Configuration(WorkItem item, SalesforceFailure failure, Batch batch)
    {
        if (IsAboutAField(failure) && !batch.DescribedAgain)
        {
            return Mending.DescribeAgain;
        }

        if (!failure.WholeCall)
        {
            return Mend(item, failure, batch) ?? Fail(item, failure);
        }

        batch.NoteConfiguration(failure);
        return TryLater(item, failure);
    }

    private static Mending? Smaller(WorkItem item)
    {
        if (item.CollectionSize == 1)
        {
            return null;
        }

        item.CollectionSize = Math.Max(1, item.CollectionSize / 4);
        return Mending.Rewrite;
    }

    private Mending? Mend(WorkItem item, SalesforceFailure failure, Batch batch) =>
        MendOwner(item, failure) ?? MendType(item, failure) ?? MendLength(item, failure, batch) ?? MendReferences(item, failure);

    private Mending? MendOwner(WorkItem item, SalesforceFailure failure)
    {
        var unusable = failure.Code is "INACTIVE_OWNER_OR_USER" or "OP_WITH_INVALID_USER_TYPE_EXCEPTION" || failure.Fields.Contains("OwnerId");
        if (!unusable || item.OwnerId == context.Capabilities!.UserId)
        {
            return null;
        }

        item.OwnerId = context.Capabilities.UserId;
        if (item.Operator is { } person)
        {
            context.Cache.ForgetOwner(person.Email);
            context.Begin(EpisodeKey.Owner(person.Email));
            item.Episodes.Add(OwnerStep.OwnerRefused(person.Email, failure, item.Action.Seq));
        }

        return Mending.Rewrite;
    }

    private Mending? MendType(WorkItem item, SalesforceFailure failure)
    {
        var unusable = failure.Code is "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" ? failure.Fields.Count == 0 || failure.Fields.Contains("Type") : failure.Fields is ["Type"];
        if (!unusable || item.WithoutType)
        {
            return null;
        }

        item.WithoutType = true;
        context.Begin(EpisodeKey.Type(item.Draft!.Type));
        item.Episodes.Add(TypeStep.TypeRefused(item, failure));
        return Mending.Rewrite;
    }

    private Mending? MendLength(WorkItem item, SalesforceFailure failure, Batch batch)
    {
        var tooLong = failure.Fields.Contains("EndDateTime") || failure.Fields.Contains("DurationInMinutes");
        if (!tooLong || EventCeiling.Below(item.Duration) is not { } minutes)
        {
            return null;
        }

        EventCeiling.Cut(item, minutes);
        context.CeilingMinutes = Math.Min(minutes, context.CeilingMinutes ?? minutes);
        batch.Result.LearntCeilingMinutes = context.CeilingMinutes;
        return Mending.Rewrite;
    }

    private Mending? MendReferences(WorkItem item, SalesforceFailure failure)
    {
        var aboutWhat = failure.Fields.Contains("WhatId");
        var aboutWho = failure.Fields.Contains("WhoId") || failure.Fields.Contains("EventWhoIds");
        var unnamed = failure.Fields.Count == 0 && IsAboutAReference(failure.Code);
        if (!aboutWhat && !aboutWho && !unnamed)
        {
            return null;
        }

        if (item.FromCache && !item.LookedUpAgain)
        {
            item.LookedUpAgain = true;
            return Mending.LookUpAgain;
        }

        context.Cache.Forget(item.Keys, item.WhoIds);
        if (item.WhatId is null || (aboutWho && !aboutWhat))
        {
            return null;
        }

        item.WhatId = null;
        item.Warnings.Add(LogNote.Warning(LogCategory.Target, failure.Code, failure.Message, "WhatId"));
        return Mending.Rewrite;
    }

    private static bool IsAboutAReference(string code) => code is
        "INVALID_CROSS_REFERENCE_KEY" or "INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD" or "ENTITY_IS_DELETED" or "MALFORMED_ID"
        or "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY" or "CANNOT_UPDATE_CONVERTED_LEAD";

    private Mending ThreeTries(WorkItem item, SalesforceFailure failure) =>
        item.Action.Attempts + 1 >= UnknownTries ? Fail(item, failure) : TryLater(item, failure);

    private Mending Fail(WorkItem item, SalesforceFailure failure)
    {
        item.Failed(failure, context.Now);
        return Mending.Settled;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
