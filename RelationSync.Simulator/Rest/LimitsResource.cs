namespace RelationSync.Simulator.Rest;

internal static class LimitsResource
{
    public static ApiResponse Get(ApiCall call)
    {
        var (used, most) = call.Org.Calls.Usage(call.Org.Settings.DailyLimit);
        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("DailyApiRequests");
            json.WriteNumber("Max", most);
            json.WriteNumber("Remaining", Math.Max(0, most - used));
            json.WriteEndObject();
            json.WriteStartObject("DataStorageMB");
            json.WriteNumber("Max", 1024);
            json.WriteNumber("Remaining", 1024);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
