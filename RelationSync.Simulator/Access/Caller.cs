using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Access;

/// <summary>A signed-in user and what it sees and may do. Whoever signs in has the permissions that the org's settings list.</summary>
internal sealed class Caller(Org org, string userId)
{
    private readonly bool _seesAll = org.Permits(Permissions.ViewAllData);

    public Org Org => org;

    public string UserId => userId;

    /// <summary>Only activities are hidden here: one without Name and Related To from all but its owner, whatever is shared.</summary>
    public bool Sees(Record row) => _seesAll || !IsActivity(row) || IsOwn(row) || !IsPrivate(row);

    public bool Edits(Record row)
    {
        if (row.Type.Name == "User")
        {
            return row.Id == userId || org.Permits(Permissions.ManageUsers);
        }

        return !IsActivity(row)
            || IsOwn(row)
            || (Sees(row) && (org.Permits(Permissions.ModifyAllData) || (!IsPrivate(row) && org.Settings.ActivitySharing == "public")));
    }

    private static bool IsActivity(Record row) => row.Type.Name is "Event" or "Task";

    private static bool IsPrivate(Record row) =>
        (row.WhoIds.Count == 0 && row.Text("WhatId") is null) || (row.Type.Name == "Event" && row.Flag("IsPrivate"));

    private bool IsOwn(Record row) => row.Text("OwnerId") == userId;
}
