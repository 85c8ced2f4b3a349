#!/usr/bin/env bash
# Every file of deploy/ by the program that would read it. Kubernetes' are read by a test (DeploymentFilesTests).
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
deploy=$(cd "$here/../../deploy" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

# tool name, what is checked, command
check() {
  local tool=$1 name=$2
  shift 2
  if ! command -v "$tool" >/dev/null; then
    skipped=$((skipped + 1)); echo "NOT CHECKED: $name ($tool is not installed)"
  elif "$@" >"$work/out" 2>&1; then
    passed=$((passed + 1)); echo "ok   $name"
  else
    failed=$((failed + 1)); echo "FAIL $name"; tail -n 20 "$work/out"
  fi
}

# A site as it is, but for addresses that this machine can look up and certificates that it has.
nginx_site() {
  local name=$1
  mkdir -p "$work/$name"
  openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=sync.example.com -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
  sed -E "s#(ssl_certificate_key) .*;#\1 $work/key.pem;#; s#(ssl_certificate) .*;#\1 $work/cert.pem;#; s#node[12]:#127.0.0.1:#" "$deploy/$name" >"$work/site.conf"
  printf 'pid %s/nginx.pid; error_log stderr; events {} http { include %s/site.conf; }\n' "$work" "$work" >"$work/nginx.conf"
  nginx -t -c "$work/nginx.conf"
}

# Its program and user are this machine's own: the unit is what is judged.
unit() {
  sed -E 's#^ExecStart=.*#ExecStart=/bin/true#; s#^(User|Group)=.*#\1=root#; /^EnvironmentFile=/d' "$deploy/systemd/relationsync.service" >"$work/relationsync.service"
  systemd-analyze verify "$work/relationsync.service" && [ ! -s "$work/out" ]
}

image() { "$deploy/image/build" "$work/relationsync.tar.gz" && "$deploy/image/check" "$work/relationsync.tar.gz"; }

PATH=$PATH:/usr/sbin
check systemd-analyze "systemd unit" unit
check nginx "nginx site" nginx_site nginx/relationsync.conf
check nginx "nginx site of the compose file" nginx_site compose/nginx.conf
check caddy "Caddyfile" caddy validate --adapter caddyfile --config "$deploy/caddy/Caddyfile"
check promtool "Prometheus' rules" promtool check rules "$deploy/prometheus/alerts.yml"
cd "$here"
npm ci --ignore-scripts --no-audit --no-fund --silent
check node "compose file, by the Compose Specification" node check.mjs
if [ "$(id -u)" -eq 0 ] && command -v docker-registry >/dev/null; then check mmdebstrap "container image: built, unpacked, started" image
else skipped=$((skipped + 1)); echo "NOT CHECKED: container image (needs root, mmdebstrap and docker-registry)"; fi
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
