package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A health check: what is tried, and with which {@link Timing} the tries decide about health.
 * {@code port} is null for the real server's own port.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CheckSpec.Tcp.class, name = "tcp"),
  @JsonSubTypes.Type(value = CheckSpec.Http.class, name = "http")
})
public sealed interface CheckSpec {
  Timing timing();

  @Nullable Integer port();

  /**
   * @param timeoutMillis for a whole try, from connect to the last byte that is needed
   * @param rise successes in a row that make a real server healthy
   * @param fall failures in a row that make it unhealthy
   */
  record Timing(long intervalMillis, long timeoutMillis, int rise, int fall) {}

  /** A TCP connection can be opened. */
  record Tcp(@Nullable Integer port, Timing timing) implements CheckSpec {}

  /**
   * A GET is answered with one of the statuses and, where given, a body that contains a text.
   *
   * @param hostHeader null for the virtual service's address
   */
  record Http(
      @Nullable Integer port,
      String path,
      List<Integer> status,
      @Nullable String hostHeader,
      @Nullable String bodyContains,
      Timing timing)
      implements CheckSpec {
    public Http {
      status = List.copyOf(status);
    }
  }
}
