using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Writing;

/// <summary>Usernames unique over all orgs, nicknames within one, and the licence that an active user takes.</summary>
internal static class UserRules
{
    public static SaveError? Apply(SaveState state)
    {
        if (state.Existing is null && !state.Draft.Has("IsActive"))
        {
            state["IsActive"] = true;
        }

        if (state.Context.Unchecked)
        {
            FillIn(state);
        }

        Disarm(state);

        state["Name"] = CustomerRules.FullName(state);
        state.Default("UserType", "Standard");
        var error = state.Context.Unchecked ? null : CheckLicence(state) ?? CheckNickname(state);
        state.Default("CommunityNickname", FreeNickname(state));
        error ??= ClaimUsername(state);
        if (error is null)
        {
            state.OnCommitted(() => LicenceCounter.Recount(state.Org));
            state.OnUndo(() => LicenceCounter.Recount(state.Org));
        }

        return error;
    }

    /// <summary>In a sandbox nobody gets mail by mistake: only who made it, here the administrator, keeps a working address.</summary>
    private static void Disarm(SaveState state)
    {
        const string suffix = ".invalid";
        var isAdmin = state.Text("Username") == state.Org.AdminUsername;
        if (state.Existing is null && state.Org.Settings.Sandbox && !isAdmin && state.Text("Email") is { } email && !email.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
        {
            state["Email"] = email + suffix;
        }
    }

    /// <summary>The control plane names only what a test is about.</summary>
    private static void FillIn(SaveState state)
    {
        state.Default("LastName", "User");
        state.Default("Email", state.Text("Username") ?? "user@example.com");
        state.Default("Username", state.Text("Email"));
        state.Default("Alias", "user");
        state.Default("TimeZoneSidKey", "Asia/Tokyo");
        state.Default("LocaleSidKey", "ja_JP");
        state.Default("EmailEncodingKey", "UTF-8");
        state.Default("LanguageLocaleKey", "ja");
        state.Default("ProfileId", state.Org["Profile"].Rows.FirstOrDefault(p => p.Text("Name") == "Standard User")?.Id);
    }

    private static SaveError? CheckLicence(SaveState state)
    {
        var wasUsing = state.Existing is { } row && row.Flag("IsActive") && row.Text("ProfileId") == state.Text("ProfileId");
        if (state["IsActive"] is not true || wasUsing || LicenceOf(state) is not { } licence)
        {
            return null;
        }

        return (long)licence["UsedLicenses"]! >= (long)licence["TotalLicenses"]!
            ? new SaveError("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded", "ProfileId")
            : null;
    }

    private static Record? LicenceOf(SaveState state) =>
        state.Text("ProfileId") is { } id
        && state.Org["Profile"].TryGet(id, out var profile)
        && state.Org["UserLicense"].TryGet(profile.Text("UserLicenseId")!, out var licence) ? licence : null;

    private static SaveError? CheckNickname(SaveState state) =>
        state.Draft.Has("CommunityNickname") && state.Text("CommunityNickname") is { } nickname && NicknameTaken(state, nickname)
            ? new SaveError("DUPLICATE_COMM_NICKNAME", "Another user has already selected this nickname", "CommunityNickname")
            : null;

    private static string FreeNickname(SaveState state)
    {
        var name = state.Text("Username")!.Split('@')[0];
        name = name.Length > 30 ? name[..30] : name;
        var candidate = name;
        for (var i = 1; NicknameTaken(state, candidate); i++)
        {
            candidate = $"{name}{i}";
        }

        return candidate;
    }

    private static bool NicknameTaken(SaveState state, string nickname) =>
        state.Org["User"].Rows.Any(u => u != state.Existing && string.Equals(u.Text("CommunityNickname"), nickname, StringComparison.OrdinalIgnoreCase));

    private static SaveError? ClaimUsername(SaveState state)
    {
        var username = state.Text("Username")!;
        var before = state.Existing?.Text("Username");
        if (string.Equals(username, before, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var names = state.Context.Usernames;
        if (state.Context.Unchecked)
        {
            names.Claim(username);
        }
        else if (!SaveChecks.LooksLikeEmail(username))
        {
            return new SaveError("INVALID_EMAIL_ADDRESS", $"Username: invalid email address: {username}", "Username");
        }
        else if (!names.TryClaim(username))
        {
            return new SaveError(
                "DUPLICATE_USERNAME",
                "Duplicate Username. The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations.",
                "Username");
        }

        state.OnUndo(() => names.Release(username));
        if (before is not null)
        {
            names.Release(before);
            state.OnUndo(() => names.Claim(before));
        }

        return null;
    }
}
