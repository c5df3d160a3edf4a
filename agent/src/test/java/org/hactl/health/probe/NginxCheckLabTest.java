package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.health.probe.ServerProgram.at;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.HttpRequest;
import org.hactl.host.HttpWanted;
import org.hactl.host.HttpWanted.JsonValueAt;
import org.hactl.host.TlsTerms;
import org.hactl.host.TlsTerms.MinVersion;
import org.hactl.host.TlsTerms.Verify;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP and TLS checks against nginx, which shows a certificate to those alone who name a host. */
@Tag("lab")
class NginxCheckLabTest {
  private static final String CONFIG =
      """
      daemon off;
      user root;
      worker_processes 1;
      pid %1$s/nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        server {
          listen 127.0.0.1:%2$d default_server;
          root %1$s;
          location = /health { default_type application/json; return 200 '{"db": {"state": "up"}}'; }
          location = /chunked.html { ssi on; }
          location = /moved { return 301 https://shop.example/; }
          location = /busy { return 503; }
          location = /order {
            if ($request_method != POST) { return 405; }
            return 200 "order of $http_x_shop";
          }
        }
        server {
          listen 127.0.0.1:%2$d;
          server_name shop.example;
          location / { return 200 "the shop"; }
        }
        server {
          listen 127.0.0.1:%3$d ssl default_server;
          ssl_reject_handshake on;
        }
        server {
          listen 127.0.0.1:%3$d ssl;
          server_name shop.example;
          ssl_certificate %1$s/shop.pem;
          ssl_certificate_key %1$s/shop.key;
          location / { return 200 "the shop"; }
        }
        server {
          listen 127.0.0.1:%3$d ssl;
          server_name old.example;
          ssl_certificate %1$s/old.pem;
          ssl_certificate_key %1$s/old.key;
          location / { return 200 "the old shop"; }
        }
      }
      """;

  @TempDir private static Path folder;
  private static ServerProgram nginx;
  private static int http;
  private static int https;
  private static String ca;

  @BeforeAll
  static void start() throws Exception {
    Certificates certificates = new Certificates(folder);
    certificates.make("ca", "-ext", "bc:c", "-validity", "3650");
    certificates.make("shop", "-signer", "ca", "-ext", "san=dns:shop.example", "-validity", "100");
    certificates.make(
        "old",
        "-signer",
        "ca",
        "-ext",
        "san=dns:old.example",
        "-startdate",
        "-10d",
        "-validity",
        "3");
    for (String name : List.of("shop", "old")) {
      certificates.pem(name);
      certificates.key(name);
    }
    ca = certificates.pem("ca").toString();
    Files.writeString(
        folder.resolve("chunked.html"),
        "<!--# echo var=\"request_uri\" -->" + "x".repeat(70_000) + "end");
    http = ServerProgram.freePort();
    https = ServerProgram.freePort();
    Path config = folder.resolve("nginx.conf");
    Files.writeString(config, CONFIG.formatted(folder, http, https));
    nginx =
        new ServerProgram(
            folder.resolve("log"),
            https,
            List.of("nginx", "-c", config.toString(), "-p", folder.toString()));
  }

  @AfterAll
  static void stop() throws Exception {
    nginx.close();
  }

  @Test
  void statusAndText() {
    assertThat(asked(get("/", "shop.example"), wanted("the shop")).detail())
        .isEqualTo("HTTP status 200, body as wanted");
    assertThat(asked(get("/", "shop.example"), wanted("the bank")).success()).isFalse();
    assertThat(asked(get("/busy", null), Tries.OK).detail())
        .isEqualTo("HTTP status 503, wanted 200-299");
    assertThat(asked(get("/missing", null), Tries.OK).success()).isFalse();
  }

  @Test
  void aBodyInChunks() {
    assertThat(asked(get("/chunked.html", null), wanted("/chunked.htmlxxx")).success()).isTrue();
  }

  @Test
  void aValueInJson() {
    assertThat(asked(get("/health", null), json("up")).success()).isTrue();
    assertThat(asked(get("/health", null), json("down")).success()).isFalse();
  }

  @Test
  void aRedirect() {
    assertThat(
            asked(get("/moved", null), Tries.wanted(null, List.of(), "https://shop.example/"))
                .success())
        .isTrue();
    assertThat(
            asked(get("/moved", null), Tries.wanted(null, List.of(), "https://bank.example/"))
                .success())
        .isFalse();
  }

  @Test
  void aPostWithAHeader() {
    HttpRequest order = new HttpRequest("POST", "/order", null, Map.of("X-Shop", "7"), "{}");
    assertThat(asked(order, wanted("order of 7")).success()).isTrue();
    assertThat(asked(get("/order", null), Tries.OK).detail()).startsWith("HTTP status 405");
  }

  @Test
  void aCertificateThatComesByName() {
    CheckResult shop = secure("shop.example", "shop.example");
    assertThat(shop.success()).as(shop.detail()).isTrue();
    assertThat(shop.certificateDays()).isBetween(99L, 100L);
    assertThat(secure("shop.example", "bank.example").detail()).startsWith("TLS: ");
    assertThat(secure("old.example", "old.example").detail())
        .startsWith("TLS: a certificate of the chain has expired");
  }

  private static HttpRequest get(String path, @Nullable String host) {
    return HttpRequest.get(path, host);
  }

  private static HttpWanted wanted(String contains) {
    return HttpWanted.of(List.of(200), contains);
  }

  private static HttpWanted json(String state) {
    return Tries.wanted(null, List.of(new JsonValueAt("db.state", state)), null);
  }

  private static CheckResult asked(HttpRequest request, HttpWanted wanted) {
    return Tries.once(at(http), Tries.http(request, wanted));
  }

  private static CheckResult secure(String host, String serverName) {
    TlsTerms terms = new TlsTerms(serverName, Verify.FULL, ca, null, MinVersion.TLS_1_2, 14);
    return Tries.once(
        at(https),
        new CheckSpec.Http(Place.REAL_SERVER, get("/", host), Tries.OK, terms, Tries.TIMING));
  }
}
