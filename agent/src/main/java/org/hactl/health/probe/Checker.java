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
    Sockets sockets = new Sockets(aim, means);
    Checker checker = of(aim, means, sockets);
    return aim.path() == null ? checker : new ThroughVip(checker, sockets);
  }

  private static Checker of(Aim aim, Means means, Sockets sockets) {
    Caller caller = new Caller(sockets);
    return switch (aim.check()) {
      case CheckSpec.Tcp tcp -> new TcpChecker(caller, tcp.talk());
      case CheckSpec.Tls tls -> TlsChecker.of(tls, caller, means);
      case CheckSpec.Http http -> HttpChecker.of(http, aim.hostHeader(), caller, means);
      case CheckSpec.Udp udp -> new UdpChecker(new Datagrams(sockets), udp.talk());
      case CheckSpec.Dns dns -> new DnsChecker(dns.question(), new Datagrams(sockets), caller);
      case CheckSpec.Smtp smtp -> new SmtpChecker(caller, smtp, means);
      case CheckSpec.Ping ping ->
          new PingChecker(aim.address().getAddress(), ping, means.echoes().by(aim.egress()));
      case CheckSpec.Script script -> new ScriptChecker(aim.address(), script, means.scripts());
      case CheckSpec.WeightFile file -> new FileChecker(Path.of(file.path()));
      case CheckSpec.Agent agent -> new AgentChecker(caller, agent.send());
      case CheckSpec.Grpc grpc -> new GrpcChecker(grpc, aim.hostHeader(), caller, means);
      case CheckSpec.Bfd bfd ->
          new BfdChecker(bfd.session(), aim.address().getAddress(), means.neighbours());
      case CheckSpec.All _, CheckSpec.Any _ ->
          throw new IllegalArgumentException("one try is of a single check");
    };
  }
}
