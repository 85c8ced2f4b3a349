namespace RelationSync.Simulator.Schema;

internal static class SetupEntities
{
    public static EntityType User() =>
        new EntityBuilder(new EntityType("User", "User", "005") { IsSetup = true, IsDeletable = false })
            .Text("Username", 80, FieldTraits.Required | FieldTraits.Indexed)
            .Text("LastName", 80, FieldTraits.Required)
            .Text("FirstName", 40)
            .Text("Name", 121, FieldTraits.ReadOnly)
            .Add("Email", FieldKind.Email, 128, FieldTraits.Required | FieldTraits.Indexed)
            .Text("Alias", 8, FieldTraits.Required)
            .Text("CommunityNickname", 40, FieldTraits.Defaulted)
            .Bool("IsActive")
            .Picklist("TimeZoneSidKey", new PicklistValueSet("Asia/Tokyo", "GMT", "America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Paris", "Asia/Singapore"), FieldTraits.Required | FieldTraits.Restricted)
            .Picklist("LocaleSidKey", new PicklistValueSet("ja_JP", "en_US", "en_GB", "de_DE", "fr_FR"), FieldTraits.Required | FieldTraits.Restricted)
            .Picklist("EmailEncodingKey", new PicklistValueSet("UTF-8", "ISO-8859-1", "Shift_JIS", "ISO-2022-JP", "EUC-JP"), FieldTraits.Required | FieldTraits.Restricted)
            .Picklist("LanguageLocaleKey", new PicklistValueSet("ja", "en_US", "de", "fr", "zh_CN", "ko"), FieldTraits.Required | FieldTraits.Restricted)
            .Reference("ProfileId", "Profile", ["Profile"], FieldTraits.Required | FieldTraits.Indexed)
            .Reference("ManagerId", "Manager", ["User"])
            .Picklist("UserType", new PicklistValueSet("Standard", "PowerPartner", "CsnOnly", "Guest", "AutomatedProcess", "CloudIntegrationUser"), FieldTraits.ReadOnly | FieldTraits.Restricted)
            .Text("Title", 80)
            .Text("Department", 80)
            .Text("CompanyName", 80)
            .Phone("Phone")
            .Phone("MobilePhone")
            .Text("FederationIdentifier", 512)
            .DateTime("LastLoginDate", FieldTraits.ReadOnly)
            .Entity;

    public static EntityType Profile() =>
        new EntityBuilder(new EntityType("Profile", "Profile", "00e") { IsSetup = true, IsReadOnly = true, IsDeletable = false })
            .Text("Name", 255)
            .Reference("UserLicenseId", "UserLicense", ["UserLicense"], FieldTraits.Indexed)
            .Picklist("UserType", new PicklistValueSet("Standard", "Guest"))
            .Text("Description", 255)
            .Entity;

    public static EntityType UserLicense() =>
        new EntityBuilder(new EntityType("UserLicense", "User License", "100") { IsSetup = true, IsReadOnly = true, IsDeletable = false })
            .Text("Name", 40)
            .Text("MasterLabel", 40)
            .Text("LicenseDefinitionKey", 40)
            .Picklist("Status", new PicklistValueSet("Active", "Disabled"))
            .Int("TotalLicenses")
            .Int("UsedLicenses")
            .Int("UsedLicensesLastModified")
            .Entity;

    public static EntityType Organization() =>
        new EntityBuilder(new EntityType("Organization", "Organization", "00D") { IsSetup = true, IsReadOnly = true, IsDeletable = false })
            .Text("Name", 80)
            .Text("OrganizationType", 40)
            .Bool("IsSandbox")
            .Text("InstanceName", 5)
            .Text("NamespacePrefix", 15)
            .Text("DefaultLocaleSidKey", 40)
            .Text("LanguageLocaleKey", 40)
            .Text("TimeZoneSidKey", 40)
            .DateTime("TrialExpirationDate")
            .Entity;

    /// <summary>One row: what the caller itself may do.</summary>
    public static EntityType UserPermissionAccess()
    {
        var builder = new EntityBuilder(new EntityType("UserPermissionAccess", "User Permission Access", "0UZ") { IsSetup = true, IsReadOnly = true, IsDeletable = false });
        foreach (var permission in Access.Permissions.All.Where(p => p != Access.Permissions.AddEventsToOthersCalendars))
        {
            builder.Bool("Permissions" + permission, FieldTraits.ReadOnly);
        }

        return builder.Bool("PermissionsApiEnabled", FieldTraits.ReadOnly).Bool("PermissionsEditEvent", FieldTraits.ReadOnly).Entity;
    }

    /// <summary>What an integration user is given after it was made. The simulator stores it and asks for none of it.</summary>
    public static EntityType[] Permissions() =>
    [
        new EntityBuilder(new EntityType("PermissionSet", "Permission Set", "0PS") { IsSetup = true })
            .Text("Name", 80, FieldTraits.Required).Text("Label", 80, FieldTraits.Required).Text("Description", 255)
            .Bool("IsOwnedByProfile", FieldTraits.ReadOnly).Entity,
        new EntityBuilder(new EntityType("PermissionSetAssignment", "Permission Set Assignment", "0Pa") { IsSetup = true })
            .Reference("PermissionSetId", "PermissionSet", ["PermissionSet"], FieldTraits.Required)
            .Reference("AssigneeId", "Assignee", ["User"], FieldTraits.Required | FieldTraits.Indexed).Entity,
        new EntityBuilder(new EntityType("PermissionSetLicense", "Permission Set License", "0PL") { IsSetup = true, IsReadOnly = true, IsDeletable = false })
            .Text("DeveloperName", 80).Text("MasterLabel", 80).Text("PermissionSetLicenseKey", 80)
            .Int("TotalLicenses").Int("UsedLicenses").Picklist("Status", new PicklistValueSet("Active")).Entity,
        new EntityBuilder(new EntityType("PermissionSetLicenseAssign", "Permission Set License Assignment", "2LA") { IsSetup = true })
            .Reference("PermissionSetLicenseId", "PermissionSetLicense", ["PermissionSetLicense"], FieldTraits.Required)
            .Reference("AssigneeId", "Assignee", ["User"], FieldTraits.Required | FieldTraits.Indexed).Entity,
        new EntityBuilder(new EntityType("FieldPermissions", "Field Permissions", "01k") { IsSetup = true })
            .Reference("ParentId", "Parent", ["PermissionSet"], FieldTraits.Required)
            .Text("SobjectType", 80, FieldTraits.Required).Text("Field", 120, FieldTraits.Required)
            .Bool("PermissionsRead").Bool("PermissionsEdit").Entity,
        new EntityBuilder(new EntityType("ObjectPermissions", "Object Permissions", "110") { IsSetup = true })
            .Reference("ParentId", "Parent", ["PermissionSet"], FieldTraits.Required)
            .Text("SobjectType", 80, FieldTraits.Required)
            .Bool("PermissionsRead").Bool("PermissionsCreate").Bool("PermissionsEdit").Bool("PermissionsDelete").Entity,
    ];
}
