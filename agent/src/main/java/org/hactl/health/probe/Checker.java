package org.hactl.health.probe;

import java.nio.file.Path;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;

/** Makes the tries of one check. */
public interface Checker {
  /**
   * Tries once; returns by the deadline. Anything the other side does is a result; a shortage on
   * this host is not a result.
   */
  CheckResult check(Deadline deadline);

  /**
   * The checker of an aim.
   *
   * @throws IllegalArgumentException if the check is of many, or cannot be understood
   */
  static Checker of(Aim aim, Means means) {
    return switch (aim.check()) {
      case CheckSpec.Tcp tcp -> new TcpChecker(new Caller(aim, means), tcp.talk());
      case CheckSpec.Tls tls -> TlsChecker.of(tls, new Caller(aim, means), means);
      case CheckSpec.Http http -> HttpChecker.of(http, aim, means);
      case CheckSpec.Udp udp -> new UdpChecker(new Datagrams(aim), udp.talk());
      case CheckSpec.Dns dns ->
          new DnsChecker(dns.question(), new Datagrams(aim), new Caller(aim, means));
      case CheckSpec.Smtp smtp -> new SmtpChecker(new Caller(aim, means), smtp, means);
      case CheckSpec.Ping ping -> new PingChecker(aim.address().getAddress(), ping, means.echoes());
      case CheckSpec.Script script -> new ScriptChecker(aim.address(), script, means.scripts());
      case CheckSpec.WeightFile file -> new FileChecker(Path.of(file.path()));
      case CheckSpec.Agent agent -> new AgentChecker(new Caller(aim, means), agent.send());
      case CheckSpec.Grpc grpc -> new GrpcChecker(grpc, aim, means);
      case CheckSpec.Bfd bfd ->
          new BfdChecker(bfd.session(), aim.address().getAddress(), means.neighbours());
      case CheckSpec.All _, CheckSpec.Any _ ->
          throw new IllegalArgumentException("one try is of a single check");
    };
  }
}
