namespace RelationSync.Simulator.Schema;

internal static class ActivityEntities
{
    private static readonly string[] Who = ["Contact", "Lead"];
    private static readonly string[] What = ["Account", "Opportunity"];

    public static EntityType Event(bool sharedActivities, PicklistValueSet types, Func<bool> typeRestricted)
    {
        var builder = new EntityBuilder(new EntityType("Event", "Event", "00U"))
            .Reference("WhoId", "Who", Who, FieldTraits.Indexed)
            .Reference("WhatId", "What", What, FieldTraits.Indexed)
            .Combobox("Subject", 255, new PicklistValueSet("Call", "Email", "Meeting", "Send Letter/Quote", "Other"))
            .Text("Location", 255)
            .Bool("IsAllDayEvent")
            .DateTime("ActivityDateTime")
            .Date("ActivityDate")
            .Int("DurationInMinutes")
            .DateTime("StartDateTime")
            .DateTime("EndDateTime")
            .Date("EndDate", FieldTraits.ReadOnly)
            .LongText("Description", 32_000)
            .Reference("AccountId", "Account", ["Account"], FieldTraits.ReadOnly)
            .Reference("OwnerId", "Owner", ["User"], FieldTraits.Indexed | FieldTraits.Defaulted)
            .Picklist("Type", types, FieldTraits.None, typeRestricted)
            .Bool("IsPrivate")
            .Picklist("ShowAs", new PicklistValueSet("Busy", "OutOfOffice", "Free"), FieldTraits.Restricted | FieldTraits.Defaulted)
            .Bool("IsReminderSet")
            .DateTime("ReminderDateTime")
            .Picklist("EventSubtype", new PicklistValueSet("Event"), FieldTraits.Restricted | FieldTraits.CreateOnly)
            .Bool("IsChild", FieldTraits.ReadOnly)
            .Bool("IsGroupEvent", FieldTraits.ReadOnly)
            .Picklist("GroupEventType", new PicklistValueSet("0", "1", "2"), FieldTraits.Restricted | FieldTraits.ReadOnly)
            .Bool("IsArchived", FieldTraits.ReadOnly)
            .Bool("IsRecurrence", FieldTraits.CreateOnly);
        if (sharedActivities)
        {
            builder.Int("WhoCount", FieldTraits.ReadOnly).Int("WhatCount", FieldTraits.ReadOnly).JunctionIds("EventWhoIds");
        }

        return builder.Entity;
    }

    public static EntityType Task(bool sharedActivities, PicklistValueSet types)
    {
        var builder = new EntityBuilder(new EntityType("Task", "Task", "00T"))
            .Reference("WhoId", "Who", Who, FieldTraits.Indexed)
            .Reference("WhatId", "What", What, FieldTraits.Indexed)
            .Combobox("Subject", 255, new PicklistValueSet("Call", "Email", "Send Letter", "Send Quote", "Other"))
            .Date("ActivityDate")
            .Picklist("Status", new PicklistValueSet("Not Started", "In Progress", "Completed", "Deferred"), FieldTraits.Defaulted)
            .Picklist("Priority", new PicklistValueSet("High", "Normal", "Low"), FieldTraits.Defaulted)
            .Picklist("Type", types)
            .Reference("OwnerId", "Owner", ["User"], FieldTraits.Indexed | FieldTraits.Defaulted)
            .LongText("Description", 32_000)
            .Bool("IsClosed", FieldTraits.ReadOnly);
        if (sharedActivities)
        {
            builder.Int("WhoCount", FieldTraits.ReadOnly).Int("WhatCount", FieldTraits.ReadOnly);
        }

        return builder.Entity;
    }

    /// <summary>Its rows are made from the Events when they are asked for.</summary>
    public static EntityType EventWhoRelation() =>
        new EntityBuilder(new EntityType("EventWhoRelation", "Event Who Relation", "0Re") { IsReadOnly = true, IsDeletable = false })
            .Reference("EventId", "Event", ["Event"], FieldTraits.ReadOnly)
            .Reference("RelationId", "Relation", Who, FieldTraits.ReadOnly)
            .Reference("AccountId", "Account", ["Account"], FieldTraits.ReadOnly)
            .Text("Type", 40, FieldTraits.ReadOnly)
            .Entity;
}
