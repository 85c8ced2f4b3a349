# Sends one signed operation. Needs PowerShell 7 or later, nothing else.
$key = [Convert]::FromBase64String($env:RELATIONSYNC_SECRET.Substring('whsec_'.Length))
$id = [guid]::NewGuid().ToString() # the operation's identity: repeat it, and it counts once
$now = [DateTimeOffset]::UtcNow
$timestamp = $now.ToUnixTimeSeconds()
$body = @{ operations = @(@{
    id = $id; type = 'message.sent'; channel = 'mail'; activity_id = $id
    occurred_at = $now.ToString('O')
    operator = @{ email = 'misaki.sato@example.com' }
    data = @{ subject = 'Your quotation'; body = 'Please find it attached.'; to = @('Tsubasa Ono <tsubasa.ono@example.com>') }
}) } | ConvertTo-Json -Depth 6 -Compress

$utf8 = [Text.Encoding]::UTF8
$mac = [Security.Cryptography.HMACSHA256]::HashData($key, $utf8.GetBytes("$id.$timestamp.$body"))
$answer = Invoke-WebRequest -Uri $env:RELATIONSYNC_URL -Method Post -ContentType 'application/json' -SkipHttpErrorCheck -Body $utf8.GetBytes($body) -Headers @{
    'webhook-id'        = $id
    'webhook-timestamp' = "$timestamp"
    'webhook-signature' = "v1,$([Convert]::ToBase64String($mac))"
}
"$($answer.StatusCode) $($answer.Content)"
if ($answer.StatusCode -ne 202) { exit 1 } # 429, 503: repeat the same body, for at least three days
