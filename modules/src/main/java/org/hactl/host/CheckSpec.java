package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A health check: what is tried, and with which {@link Timing} the tries decide about health. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CheckSpec.Tcp.class, name = "tcp"),
  @JsonSubTypes.Type(value = CheckSpec.Tls.class, name = "tls"),
  @JsonSubTypes.Type(value = CheckSpec.Http.class, name = "http"),
  @JsonSubTypes.Type(value = CheckSpec.Udp.class, name = "udp"),
  @JsonSubTypes.Type(value = CheckSpec.Dns.class, name = "dns"),
  @JsonSubTypes.Type(value = CheckSpec.Smtp.class, name = "smtp"),
  @JsonSubTypes.Type(value = CheckSpec.Ping.class, name = "ping"),
  @JsonSubTypes.Type(value = CheckSpec.Script.class, name = "script"),
  @JsonSubTypes.Type(value = CheckSpec.WeightFile.class, name = "file"),
  @JsonSubTypes.Type(value = CheckSpec.Agent.class, name = "agent"),
  @JsonSubTypes.Type(value = CheckSpec.Grpc.class, name = "grpc"),
  @JsonSubTypes.Type(value = CheckSpec.Bfd.class, name = "bfd"),
  @JsonSubTypes.Type(value = CheckSpec.All.class, name = "all"),
  @JsonSubTypes.Type(value = CheckSpec.Any.class, name = "any")
})
public sealed interface CheckSpec {
  Place at();

  Timing timing();

  /** The single checks that it is made of; for all but {@link All} and {@link Any} itself. */
  default List<CheckSpec> parts() {
    return switch (this) {
      case All all -> all.checks().stream().flatMap(each -> each.parts().stream()).toList();
      case Any any -> any.checks().stream().flatMap(each -> each.parts().stream()).toList();
      default -> List.of(this);
    };
  }

  /** The key of the site that says what is tried: {@code https}. */
  default String kind() {
    return switch (this) {
      case Tcp _ -> "tcp";
      case Tls _ -> "tls";
      case Http http -> http.tls() == null ? "http" : "https";
      case Udp _ -> "udp";
      case Dns _ -> "dns";
      case Smtp _ -> "smtp";
      case Ping _ -> "ping";
      case Script _ -> "script";
      case WeightFile _ -> "file";
      case Agent _ -> "agent";
      case Grpc _ -> "grpc";
      case Bfd _ -> "bfd";
      case All _ -> "all";
      case Any _ -> "any";
    };
  }

  /** The same with something else in place of each of its {@link #parts}, in their order. */
  default CheckSpec mapParts(UnaryOperator<CheckSpec> change) {
    return switch (this) {
      case All all -> new All(all.checks().stream().map(each -> each.mapParts(change)).toList());
      case Any any -> new Any(any.checks().stream().map(each -> each.mapParts(change)).toList());
      default -> change.apply(this);
    };
  }

  /**
   * Where a try goes, and from where.
   *
   * @param address null for the real server's own address
   * @param port null for the real server's own port
   * @param source an address of the director; null for the one of the route
   * @param interfaceName of the director; null for the one of the route
   * @param mark the firewall mark of what it sends; null for none
   * @param via null for {@link Via#DIRECT}
   */
  record Place(
      @Nullable String address,
      @Nullable Integer port,
      @Nullable String source,
      @Nullable String interfaceName,
      @Nullable Integer mark,
      @Nullable Via via) {
    /** The real server itself. */
    public static final Place REAL_SERVER = new Place(null, null, null);

    /** By the routes. */
    public Place(@Nullable String address, @Nullable Integer port, @Nullable String source) {
      this(address, port, source, null, null, null);
    }

    /** Whether the VIP is asked through the real server. */
    public boolean throughVip() {
      return via == Via.VIP;
    }

    /** Another port of the real server. */
    static Place onPort(@Nullable Integer port) {
      return new Place(null, port, null);
    }
  }

  /** Which address of the real server is asked. */
  enum Via {
    /** Its own. */
    DIRECT,
    /** The service's VIP, through this one real server. */
    VIP
  }

  /**
   * When tries are made, and how they decide.
   *
   * @param timeoutMillis for a whole try, from connect to the last byte that is needed
   * @param rise successes in a row that make a real server healthy
   * @param fall failures in a row that make it unhealthy
   * @param flapping null if a real server may change as often as it does
   */
  record Timing(
      long intervalMillis, long timeoutMillis, int rise, int fall, @Nullable Flapping flapping) {
    public Timing(long intervalMillis, long timeoutMillis, int rise, int fall) {
      this(intervalMillis, timeoutMillis, rise, fall, null);
    }

    /** The longest time and the greatest number of each of these. */
    private static Timing longest(List<CheckSpec> checks) {
      return checks.stream().map(CheckSpec::timing).reduce(Timing::longer).orElseThrow();
    }

    private Timing longer(Timing other) {
      return new Timing(
          Math.max(intervalMillis, other.intervalMillis),
          Math.max(timeoutMillis, other.timeoutMillis),
          Math.max(rise, other.rise),
          Math.max(fall, other.fall));
    }
  }

  /**
   * A real server that has changed its health so often stays unhealthy until fewer of its changes
   * lie within the time.
   *
   * @param changes at least 2
   */
  record Flapping(int changes, long withinMillis) {}

  /** A TCP connection can be opened, and the server says what is wanted. */
  record Tcp(Place at, Talk talk, Timing timing) implements CheckSpec {
    /** A connection is enough. */
    public Tcp(@Nullable Integer port, Timing timing) {
      this(Place.onPort(port), Talk.NONE, timing);
    }

    /**
     * @param port of a state that an earlier version wrote
     */
    @JsonCreator
    static Tcp read(
        @JsonProperty("at") @Nullable Place at,
        @JsonProperty("talk") @Nullable Talk talk,
        @JsonProperty("timing") Timing timing,
        @JsonProperty("port") @Nullable Integer port) {
      return new Tcp(
          Objects.requireNonNullElseGet(at, () -> Place.onPort(port)),
          Objects.requireNonNullElse(talk, Talk.NONE),
          timing);
    }
  }

  /** A TLS session can be opened, with a certificate as the terms want it. */
  record Tls(Place at, TlsTerms tls, Timing timing) implements CheckSpec {}

  /**
   * An HTTP request gets the wanted answer.
   *
   * @param tls null for plain HTTP
   */
  record Http(
      Place at, HttpRequest request, HttpWanted wanted, @Nullable TlsTerms tls, Timing timing)
      implements CheckSpec {
    /** A GET over plain HTTP. */
    public Http(
        @Nullable Integer port,
        String path,
        List<Integer> status,
        @Nullable String hostHeader,
        @Nullable String bodyContains,
        Timing timing) {
      this(
          Place.onPort(port),
          HttpRequest.get(path, hostHeader),
          HttpWanted.of(status, bodyContains),
          null,
          timing);
    }

    /**
     * @param port of a state that an earlier version wrote, as are the next four
     */
    @JsonCreator
    static Http read(
        @JsonProperty("at") @Nullable Place at,
        @JsonProperty("request") @Nullable HttpRequest request,
        @JsonProperty("wanted") @Nullable HttpWanted wanted,
        @JsonProperty("tls") @Nullable TlsTerms tls,
        @JsonProperty("timing") Timing timing,
        @JsonProperty("port") @Nullable Integer port,
        @JsonProperty("path") @Nullable String path,
        @JsonProperty("status") @Nullable List<Integer> status,
        @JsonProperty("hostHeader") @Nullable String hostHeader,
        @JsonProperty("bodyContains") @Nullable String bodyContains) {
      return request == null || wanted == null
          ? new Http(
              port,
              Objects.requireNonNullElse(path, "/"),
              Objects.requireNonNullElse(status, List.of(200)),
              hostHeader,
              bodyContains,
              timing)
          : new Http(
              Objects.requireNonNullElse(at, Place.REAL_SERVER), request, wanted, tls, timing);
    }
  }

  /** A datagram causes no ICMP error, and is answered if an answer is wanted. */
  record Udp(Place at, Talk talk, Timing timing) implements CheckSpec {}

  /** A DNS server answers a question. */
  record Dns(Place at, DnsQuestion question, Timing timing) implements CheckSpec {}

  /**
   * A mail server greets.
   *
   * @param hello the name that the check says; null for its address
   * @param tls null without TLS
   */
  record Smtp(
      Place at, @Nullable String hello, Security security, @Nullable TlsTerms tls, Timing timing)
      implements CheckSpec {
    /** How the connection becomes secure. */
    public enum Security {
      NONE,
      STARTTLS,
      /** From the first byte. */
      TLS
    }
  }

  /**
   * A host answers ICMP echo requests.
   *
   * @param count how many requests one try sends
   * @param lossPercent how many of them may stay without an answer
   */
  record Ping(Place at, int count, int lossPercent, Timing timing) implements CheckSpec {}

  /**
   * A command ends with status 0.
   *
   * @param user null for root
   * @param setsWeight whether a status from 2 to 255 is no failure but the real server's weight
   */
  record Script(
      Place at, List<String> command, @Nullable String user, boolean setsWeight, Timing timing)
      implements CheckSpec {
    public Script {
      command = List.copyOf(command);
    }
  }

  /**
   * A file of the director has a number of at least 0, which is the real server's weight.
   *
   * @param path absolute
   */
  record WeightFile(Place at, String path, Timing timing) implements CheckSpec {}

  /**
   * An agent on the real server says in one line how much it can take, as HAProxy's agent-check
   * wants it.
   *
   * @param send null if nothing has to be said to it
   */
  record Agent(Place at, @Nullable Payload send, Timing timing) implements CheckSpec {}

  /**
   * A gRPC server says by its health service that it serves.
   *
   * @param service empty for the server as a whole
   * @param host the authority of the request; null for the virtual service's address
   * @param tls null for clear text
   */
  record Grpc(
      Place at, String service, @Nullable String host, @Nullable TlsTerms tls, Timing timing)
      implements CheckSpec {}

  /**
   * A BFD session of the director is up. It decides at once, since the session has its own times.
   *
   * @param session null for the one whose neighbour is the real server
   */
  record Bfd(Place at, @Nullable String session, Timing timing) implements CheckSpec {
    public Bfd(@Nullable String session, @Nullable Flapping flapping) {
      this(Place.REAL_SERVER, session, new Timing(1_000, 3_000, 1, 1, flapping));
    }
  }

  /**
   * Passes while every one of these checks passes, each by its own timing.
   *
   * @param checks at least one
   */
  record All(List<CheckSpec> checks) implements CheckSpec {
    public All {
      checks = List.copyOf(checks);
    }

    @Override
    public Place at() {
      return Place.REAL_SERVER;
    }

    @Override
    public Timing timing() {
      return Timing.longest(checks);
    }
  }

  /**
   * Passes while one of these checks passes, each by its own timing.
   *
   * @param checks at least one
   */
  record Any(List<CheckSpec> checks) implements CheckSpec {
    public Any {
      checks = List.copyOf(checks);
    }

    @Override
    public Place at() {
      return Place.REAL_SERVER;
    }

    @Override
    public Timing timing() {
      return Timing.longest(checks);
    }
  }
}
