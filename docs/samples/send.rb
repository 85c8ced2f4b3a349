# Sends one signed operation. Needs Ruby 3, nothing else.
require "json"
require "net/http"
require "openssl"
require "securerandom"
require "time"

url = URI(ENV.fetch("RELATIONSYNC_URL"))
key = ENV.fetch("RELATIONSYNC_SECRET").delete_prefix("whsec_").unpack1("m")
id = SecureRandom.uuid # the operation's identity: repeat it, and it counts once
timestamp = Time.now.to_i.to_s
body = JSON.generate(operations: [{
  id: id, type: "message.sent", channel: "mail", activity_id: id,
  occurred_at: Time.now.utc.iso8601,
  operator: { email: "misaki.sato@example.com" },
  data: { subject: "Your quotation", body: "Please find it attached.", to: ["Tsubasa Ono <tsubasa.ono@example.com>"] }
}])

mac = OpenSSL::HMAC.digest("SHA256", key, "#{id}.#{timestamp}.#{body}")
response = Net::HTTP.post(url, body,
                          "content-type" => "application/json",
                          "webhook-id" => id,
                          "webhook-timestamp" => timestamp,
                          "webhook-signature" => "v1,#{[mac].pack('m0')}")
puts "#{response.code} #{response.body}"
exit response.code == "202" # 429, 503 or no answer: repeat the same body, for at least three days
