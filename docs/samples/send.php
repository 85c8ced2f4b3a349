<?php
// Sends one signed operation. Needs PHP 8, nothing else.
$key = base64_decode(substr(getenv('RELATIONSYNC_SECRET'), strlen('whsec_')));
$id = bin2hex(random_bytes(16)); // the operation's identity: repeat it, and it counts once
$timestamp = (string) time();
$body = json_encode(['operations' => [[
    'id' => $id, 'type' => 'message.sent', 'channel' => 'mail', 'activity_id' => $id,
    'occurred_at' => gmdate('Y-m-d\TH:i:s\Z'),
    'operator' => ['email' => 'misaki.sato@example.com'],
    'data' => ['subject' => 'Your quotation', 'body' => 'Please find it attached.', 'to' => ['Tsubasa Ono <tsubasa.ono@example.com>']],
]]]);

$signature = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
$answer = file_get_contents(getenv('RELATIONSYNC_URL'), false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => "content-type: application/json\r\nwebhook-id: $id\r\nwebhook-timestamp: $timestamp\r\nwebhook-signature: $signature",
    'content' => $body,
    'ignore_errors' => true,
]]));
echo $http_response_header[0] ?? 'no answer', "\n", $answer, "\n";
exit(str_contains($http_response_header[0] ?? '', ' 202') ? 0 : 1); // 429, 503 or no answer: repeat the same body, for at least three days
