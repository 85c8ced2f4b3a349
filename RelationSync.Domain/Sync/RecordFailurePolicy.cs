using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>
/// What becomes of a record that Salesforce refused (R-E3): only an unusable owner, Type or WhatId is dropped, a start
/// that makes the Event too long is moved (R-M10), a stale reference is looked up again; all else fails the action.
/// </summary>
internal sealed class RecordFailurePolicy(DrainContext context)
{
    private const int UnknownTries = 3;
    private readonly FieldStep _fields = new(context);

    public FailureRemedy Judge(WorkItem item, SalesforceFailure failure, Batch batch) => failure.Class switch
    {
        FailureClass.Limit or FailureClass.AuthorizationGone or FailureClass.Blocked when failure.Certainty is WriteCertainty.NotWritten => Wait(item),
        FailureClass.TransientCall or FailureClass.Limit or FailureClass.AuthorizationGone or FailureClass.Blocked => TryLater(item, failure),
        FailureClass.TransientRecord => TryLater(item, failure),
        _ when failure.Certainty is not WriteCertainty.NotWritten => TryLater(item, failure),
        // Without the marker it is another field's; with it, it was looked up (DuplicateStep).
        FailureClass.AlreadyDone => Fail(item, failure),
        FailureClass.Configuration when failure.WholeCall || EventFields.IsRefusal(failure) => Configuration(item, failure, batch),
        FailureClass.Split => Smaller(item) ?? Fail(item, failure),
        _ when failure.WholeCall && Smaller(item) is { } smaller => smaller,
        FailureClass.Unknown when failure.WholeCall => TryLater(item, failure),
        FailureClass.Data or FailureClass.Configuration => Mend(item, failure) ?? Fail(item, failure),
        FailureClass.Unknown => Mend(item, failure) ?? ThreeTries(item, failure),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure.Class, "no such class"),
    };

    private FailureRemedy Wait(WorkItem item)
    {
        item.Again(null, context.Now, context.Now);
        return FailureRemedy.Settled;
    }

    private FailureRemedy TryLater(WorkItem item, SalesforceFailure failure)
    {
        context.TryLater(item, failure);
        return FailureRemedy.Settled;
    }

    /// <summary>A field that is refused is left out. Without a required one nothing can be written, by nobody: it waits until that is mended.</summary>
    private FailureRemedy Configuration(WorkItem item, SalesforceFailure failure, Batch batch)
    {
        var named = EventFields.NamedBy(failure);
        if (EventFields.IsRefusal(failure))
        {
            if (MendOwner(item, failure, named) is { } mended)
            {
                return mended;
            }

            if (_fields.Note(item, failure, batch) is { } left)
            {
                return left;
            }

            if (!batch.DescribedAgain)
            {
                return FailureRemedy.DescribeAgain;
            }
        }

        if (!failure.WholeCall && !named.Intersect(EventFields.Required).Any())
        {
            return Mend(item, failure) ?? Fail(item, failure);
        }

        batch.NoteConfiguration(failure);
        return TryLater(item, failure);
    }

    private static FailureRemedy? Smaller(WorkItem item)
    {
        if (item.CollectionSize == 1)
        {
            return null;
        }

        item.CollectionSize = Math.Max(1, item.CollectionSize / 4);
        return FailureRemedy.Rewrite;
    }

    private FailureRemedy? Mend(WorkItem item, SalesforceFailure failure) =>
        MendOwner(item, failure, failure.Fields) ?? MendType(item, failure) ?? MendLength(item, failure) ?? MendReferences(item, failure);

    /// <summary>Gives the Event to the connecting user where its owner is, or may be, what is refused (R-O4).</summary>
    private FailureRemedy? MendOwner(WorkItem item, SalesforceFailure failure, IReadOnlyList<string> named)
    {
        var me = context.Capabilities!.UserId;
        var isSuspicion = failure.Fields.Count == 0 && IsAboutAccess(failure.Code);
        if (isSuspicion && item.OwnerSuspectedBy == failure.Code)
        {
            // With another owner it is refused all the same: the owner wasn't it.
            Acquit(item);
            return null;
        }

        var unusable = failure.Code is "INACTIVE_OWNER_OR_USER" or "OP_WITH_INVALID_USER_TYPE_EXCEPTION" || IsAboutTransfer(failure.Code)
            || named.Contains("OwnerId") || isSuspicion;
        if (!unusable || item.OwnerId == me || item.Operator is not { } person)
        {
            return null;
        }

        item.OwnerId = me;
        item.OwnerSuspectedBy = isSuspicion ? failure.Code : null;
        context.Cache.ForgetOwner(person.Email);
        item.Episodes.Add(OwnerStep.OwnerRefused(person.Email, failure, item.Action.Seq));
        return FailureRemedy.Rewrite;
    }

    private static void Acquit(WorkItem item)
    {
        (item.OwnerId, item.OwnerSuspectedBy) = (item.OwnUserId, null);
        item.Episodes.RemoveAll(e => e.Key == EpisodeKey.Owner(item.Operator!.Email));
    }

    private static bool IsAboutAccess(string code) => code.StartsWith("INSUFFICIENT_ACCESS", StringComparison.Ordinal);

    /// <summary><c>TRANSFER_REQUIRES_READ</c>: the owner may not read the Event.</summary>
    private static bool IsAboutTransfer(string code) => code.StartsWith("TRANSFER_REQUIRES_", StringComparison.Ordinal);

    private FailureRemedy? MendType(WorkItem item, SalesforceFailure failure)
    {
        var unusable = failure.Code is "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" ? failure.Fields.Count == 0 || failure.Fields.Contains("Type") : failure.Fields is ["Type"];
        if (!unusable || item.WithoutType)
        {
            return null;
        }

        item.WithoutType = true;
        var note = TypeStep.TypeRefused(item, failure);
        context.Begin(note);
        item.Episodes.Add(note);
        return FailureRemedy.Rewrite;
    }

    private static FailureRemedy? MendLength(WorkItem item, SalesforceFailure failure)
    {
        if (!EventCeiling.MayBeRefusedBy(failure) || EventCeiling.Below(item.Duration) is not { } minutes)
        {
            return null;
        }

        EventCeiling.Cut(item, minutes);
        item.CutTo = minutes;
        return FailureRemedy.Rewrite;
    }

    private FailureRemedy? MendReferences(WorkItem item, SalesforceFailure failure)
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
            return FailureRemedy.LookUpAgain;
        }

        context.Cache.Forget(item.Keys, item.WhoIds);
        if (item.WhatId is null || (aboutWho && !aboutWhat))
        {
            return null;
        }

        item.WhatId = null;
        item.Warnings.Add(LogNote.Warning(LogCategory.Target, failure, "WhatId"));
        return FailureRemedy.Rewrite;
    }

    private static bool IsAboutAReference(string code) => code is
        "INVALID_CROSS_REFERENCE_KEY" or "INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD" or "ENTITY_IS_DELETED" or "MALFORMED_ID"
        or "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY" or "CANNOT_UPDATE_CONVERTED_LEAD";

    private FailureRemedy ThreeTries(WorkItem item, SalesforceFailure failure) =>
        item.Action.Attempts + 1 >= UnknownTries ? Fail(item, failure) : TryLater(item, failure);

    private FailureRemedy Fail(WorkItem item, SalesforceFailure failure)
    {
        item.Failed(failure, context.Now);
        return FailureRemedy.Settled;
    }
}
