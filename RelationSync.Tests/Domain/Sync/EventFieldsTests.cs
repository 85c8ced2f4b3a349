using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;

namespace RelationSync.Tests.Domain.Sync;

[Trait("Rule", "R-E3")]
public sealed class EventFieldsTests
{
    [Theory]
    [InlineData("INVALID_FIELD", "No such column 'WhatId' on sobject of type Event", "WhatId")]
    [InlineData("INVALID_FIELD", "No such column 'WhatId' on entity 'Event'. If you are attempting to use a custom field, append '__c'.", "WhatId")]
    [InlineData("INVALID_FIELD", "オブジェクト「Event」に列「Description」はありません", "Description")]
    [InlineData("INVALID_FIELD", "SELECT Id, OwnerId, WhoId, Subject FROM Event\n^\nNo such column 'WhoId' on entity 'Event'.", "WhoId")]
    [InlineData("INVALID_FIELD", "No such column \"RelationSync_ActionId__c\" on sobject of type Event", "RelationSync_ActionId__c")]
    [InlineData("INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: WhatId, Type. Please check the security settings of this field.", "Type,WhatId")]
    [InlineData("INVALID_FIELD_FOR_INSERT_UPDATE", "項目を作成または更新できません: OwnerId。", "OwnerId")]
    [InlineData("INVALID_FIELD", "No such column 'WhatIdX' on sobject of type Event", "")]
    [InlineData("INVALID_FIELD", "No such column 'My_WhatId' on sobject of type Event", "")]
    [InlineData("FIELD_CUSTOM_VALIDATION_EXCEPTION", "WhatId is wrong", "")]
    public void NamedBy_Text_TellsWholeApiNamesOfThoseCodesAlone(string code, string message, string expected) =>
        Assert.Equal(expected, string.Join(',', EventFields.NamedBy(new SalesforceFailure(FailureClass.Configuration, code, message, []))));

    [Fact]
    public void NamedBy_FieldsListed_CountBeforeTheText() =>
        Assert.Equal(["Type"], EventFields.NamedBy(new SalesforceFailure(FailureClass.Configuration, "INVALID_FIELD", "No such column 'WhatId'", ["Type"])));
}
