using System.Text.Json;

namespace RelationSync.Simulator.Relation.Api;

/// <summary>The API's objects as JSON.</summary>
internal static class ApiJson
{
    public static void Box(Utf8JsonWriter json, Tenant tenant, int id)
    {
        json.WriteStartObject();
        json.WriteNumber("message_box_id", id);
        json.WriteString("name", tenant.Settings.Boxes[id - 1].Name);
        json.WriteString("color", "blue");
        json.WriteString("last_updated_at", Seconds.Text(tenant.CreatedAt));
        json.WriteNumber("customer_group_id", 1);
        json.WriteEndObject();
    }

    public static void User(Utf8JsonWriter json, TenantUser user, bool isAdmin)
    {
        json.WriteStartObject();
        json.WriteString("mention_name", user.MentionName);
        json.WriteString("status_cd", user.StatusCd);
        json.WriteString("first_name", user.FirstName);
        json.WriteString("last_name", user.LastName);
        json.WriteNull("department_name");
        json.WriteNull("employee_no");
        json.WriteString("email", user.Email);
        json.WriteBoolean("is_tenant_admin", isAdmin);
        json.WriteBoolean("is_otp_required", false);
        json.WriteNull("last_page_loaded_at");
        json.WriteEndObject();
    }

    public static void Row(Utf8JsonWriter json, IndexRow row)
    {
        json.WriteStartObject();
        Ticket(json, row);
        json.WriteEndObject();
    }

    public static void Ticket(Utf8JsonWriter json, Ticket ticket)
    {
        json.WriteStartObject();
        Ticket(json, IndexRow.Of(ticket));
        json.WriteStartArray("messages");
        foreach (var message in ticket.Messages)
        {
            Message(json, message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Chat(Utf8JsonWriter json, Tenant tenant, Message message, IEnumerable<Utterance> page)
    {
        json.WriteStartObject();
        Header(json, tenant, message);
        json.WriteStartArray("conversations");
        foreach (var utterance in page)
        {
            Utterance(json, message.Method, utterance);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Ticket(Utf8JsonWriter json, IndexRow row)
    {
        json.WriteNumber("ticket_id", row.Id);
        json.WriteString("assignee", row.Assignee);
        json.WriteString("status_cd", row.Status);
        json.WriteString("created_at", Seconds.Text(row.CreatedAt));
        json.WriteString("last_updated_at", Seconds.Text(row.LastUpdatedAt));
        json.WriteString("title", row.Title);
        json.WriteNull("color_cd");
        json.WriteStartArray("case_category_ids");
        json.WriteEndArray();
        json.WriteStartArray("label_ids");
        json.WriteEndArray();
        json.WriteNull("pending_reason_id");
    }

    private static void Message(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteNumber("message_id", message.Id);
        json.WriteString("from", message.From);
        json.WriteString("to", message.To);
        json.WriteString("cc", message.Cc);
        json.WriteString("bcc", message.Bcc);
        json.WriteString("reply_to", string.Empty);
        json.WriteString("title", message.Title);
        json.WriteString("body", message.Body);
        json.WriteBoolean("is_html", message.IsHtml);
        json.WriteString("method_cd", message.Method);
        json.WriteString("action_cd", message.Action);
        json.WriteString("sent_at", message.SentAt is { } sent ? Seconds.Text(sent) : null);
        json.WriteString("created_at", Seconds.Text(message.CreatedAt));
        json.WriteString("last_updated_at", Seconds.Text(message.LastUpdatedAt));
        json.WriteStartArray("comments");
        foreach (var comment in message.Comments)
        {
            json.WriteStartObject();
            json.WriteString("commenter", comment.Commenter);
            json.WriteString("comment_type", comment.Type);
            json.WriteString("comment", comment.Text);
            json.WriteString("commented_at", Seconds.Text(comment.At));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("attachments");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Header(Utf8JsonWriter json, Tenant tenant, Message message)
    {
        string[] fields = message.Method switch
        {
            "chatplus" => ["account_key", "company_name", "site"],
            "yahoo" => ["store_account", "inquiry_status", "inquiry_kind", "inquiry_category", "order_id", "order_url", "item_number", "item_url"],
            "r_messe" => ["inquiry_status", "inquiry_category", "inquiry_type", "inquiry_number", "inquiry_url", "order_number", "item_number", "item_name", "item_url"],
            _ => ["channel_id", "group_name"],
        };
        json.WriteString("account", $"{tenant.Name}の{message.Method}");
        foreach (var field in fields)
        {
            json.WriteString(field, string.Empty);
        }

        if (message.Method != "line")
        {
            json.WriteString("email", message.VisitorEmail);
        }
    }

    private static void Utterance(Utf8JsonWriter json, string method, Utterance utterance)
    {
        json.WriteStartObject();
        json.WriteNumber($"{method}_conversation_id", utterance.Id);
        json.WriteString("action_cd", utterance.IsSent ? "sent" : "received");
        json.WriteString("speaker_name", utterance.Speaker);
        json.WriteString("sent_by", utterance.SentBy);
        if (method is "chatplus" or "line")
        {
            json.WriteBoolean("auto_send", utterance.IsAuto);
        }

        json.WriteString("sent_at", Seconds.Text(utterance.SentAt));
        json.WriteString("conversation_type", "text");
        json.WriteString("note", utterance.Text);
        json.WriteNull("file_name");
        json.WriteEndObject();
    }
}
