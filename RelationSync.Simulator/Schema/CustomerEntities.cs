namespace RelationSync.Simulator.Schema;

internal static class CustomerEntities
{
    public static EntityType Account() =>
        new EntityBuilder(new EntityType("Account", "Account", "001"))
            .Text("Name", 255, FieldTraits.Required)
            .Reference("OwnerId", "Owner", ["User"], FieldTraits.Defaulted)
            .Phone("Phone")
            .Add("Website", FieldKind.Url, 255, FieldTraits.None)
            .Entity;

    public static EntityType Contact() =>
        new EntityBuilder(new EntityType("Contact", "Contact", "003"))
            .Reference("AccountId", "Account", ["Account"], FieldTraits.Indexed)
            .Text("LastName", 80, FieldTraits.Required)
            .Text("FirstName", 40)
            .Text("Name", 121, FieldTraits.ReadOnly)
            .Email("Email", FieldTraits.Indexed)
            .Phone("Phone", FieldTraits.Indexed)
            .Phone("MobilePhone", FieldTraits.Indexed)
            .Phone("HomePhone")
            .Phone("OtherPhone")
            .Phone("AssistantPhone")
            .Phone("Fax")
            .Text("Title", 128)
            .Text("Department", 80)
            .LongText("Description", 32_000)
            .Reference("MasterRecordId", "MasterRecord", ["Contact"], FieldTraits.ReadOnly)
            .Reference("OwnerId", "Owner", ["User"], FieldTraits.Defaulted)
            .Entity;

    public static EntityType Lead() =>
        new EntityBuilder(new EntityType("Lead", "Lead", "00Q"))
            .Text("LastName", 80, FieldTraits.Required)
            .Text("FirstName", 40)
            .Text("Name", 121, FieldTraits.ReadOnly)
            .Text("Company", 255, FieldTraits.Required)
            .Text("Title", 128)
            .Email("Email", FieldTraits.Indexed)
            .Phone("Phone", FieldTraits.Indexed)
            .Phone("MobilePhone", FieldTraits.Indexed)
            .Phone("Fax")
            .Picklist("Status", new PicklistValueSet("Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted"), FieldTraits.Defaulted)
            .Picklist("LeadSource", new PicklistValueSet("Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"))
            .LongText("Description", 32_000)
            .Bool("IsConverted", FieldTraits.ReadOnly)
            .Date("ConvertedDate", FieldTraits.ReadOnly)
            .Reference("ConvertedAccountId", "ConvertedAccount", ["Account"], FieldTraits.ReadOnly)
            .Reference("ConvertedContactId", "ConvertedContact", ["Contact"], FieldTraits.ReadOnly)
            .Reference("ConvertedOpportunityId", "ConvertedOpportunity", ["Opportunity"], FieldTraits.ReadOnly)
            .Reference("OwnerId", "Owner", ["User"], FieldTraits.Defaulted)
            .Entity;

    public static EntityType Opportunity() =>
        new EntityBuilder(new EntityType("Opportunity", "Opportunity", "006"))
            .Reference("AccountId", "Account", ["Account"], FieldTraits.Indexed)
            .Text("Name", 120, FieldTraits.Required)
            .Picklist("StageName", new PicklistValueSet("Prospecting", "Qualification", "Proposal/Price Quote", "Negotiation/Review", "Closed Won", "Closed Lost"), FieldTraits.Required)
            .Double("Amount")
            .Date("CloseDate", FieldTraits.Required)
            .Bool("IsClosed", FieldTraits.ReadOnly)
            .Bool("IsWon", FieldTraits.ReadOnly)
            .Reference("ContactId", "Contact", ["Contact"], FieldTraits.CreateOnly)
            .LongText("Description", 32_000)
            .Reference("OwnerId", "Owner", ["User"], FieldTraits.Defaulted)
            .Entity;

    public static EntityType OpportunityContactRole() =>
        new EntityBuilder(new EntityType("OpportunityContactRole", "Opportunity Contact Role", "00K"))
            .Reference("OpportunityId", "Opportunity", ["Opportunity"], FieldTraits.Required | FieldTraits.CreateOnly | FieldTraits.Indexed)
            .Reference("ContactId", "Contact", ["Contact"], FieldTraits.Required | FieldTraits.Indexed)
            .Picklist("Role", new PicklistValueSet("Business User", "Decision Maker", "Economic Buyer", "Evaluator", "Influencer", "Other"))
            .Bool("IsPrimary")
            .Entity;
}
