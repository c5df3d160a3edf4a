package org.hactl.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request of an HTTP check.
 *
 * @param method {@code GET}, {@code HEAD} or {@code POST}
 * @param host the Host header; null for the virtual service's address
 * @param headers further headers, by name
 * @param body null for none
 */
public record HttpRequest(
    String method,
    String path,
    @Nullable String host,
    Map<String, String> headers,
    @Nullable String body) {
  public HttpRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  public static HttpRequest get(String path, @Nullable String host) {
    return new HttpRequest("GET", path, host, Map.of(), null);
  }
}
