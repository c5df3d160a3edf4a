package org.hactl.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.Optional;

/** Opens SSH connections. Safe for several threads. */
public final class SshConnector {
  private static final int MAX_JUMPS = 4;

  /** Time for key exchange and login, after the server's first bytes. */
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(20);

  private final SshSettings settings;
  private final Duration login;

  public SshConnector(SshSettings settings) {
    this(settings, LOGIN_TIMEOUT);
  }

  /**
   * @param login how long key exchange and login may take beyond the connection timeout
   */
  SshConnector(SshSettings settings, Duration login) {
    this.settings = settings;
    this.login = login;
  }

  /**
   * Connects and logs in.
   *
   * @throws SshException with the reason and the next step
   */
  public HostLink connect(SshEndpoint endpoint) throws SshException {
    Opened opened = open(endpoint, Optional.empty(), 0);
    return new SshLink(opened.session(), opened.target(), opened.cut(), settings.stall());
  }

  /**
   * @param target {@code user@host:port}, for messages
   * @param cut ends the transport of the session
   */
  private record Opened(Session session, String target, Runnable cut) {}

  /**
   * @param through the hops before this one; empty for the route in the SSH configuration
   * @param jumps how many hosts are on the way so far
   */
  private Opened open(SshEndpoint endpoint, Optional<String> through, int jumps)
      throws SshException {
    SshConfig config = SshConfig.of(endpoint, settings);
    Route route = through.<Route>map(Route.Jump::new).orElse(config.route());
    String target = "%s@%s:%d".formatted(config.user(), config.hostName(), config.port());
    SshKeys identities =
        SshKeys.of(
            endpoint.privateKey().or(settings::privateKey),
            config.identityFiles(),
            settings.agentSocket());
    HostKeyCheck gate = hostKeyCheck(config);
    Optional<Opened> jump =
        route instanceof Route.Jump hops
            ? Optional.of(openLastHop(hops.hops(), jumps))
            : Optional.empty();
    DialSocketFactory dial = new DialSocketFactory(settings.connectTimeout());
    ConnectFailure failure =
        new ConnectFailure(target, config.hostName(), settings, identities, gate);
    try {
      Session session = new JSch().getSession(config.user(), config.hostName(), config.port());
      configure(session);
      session.setHostKeyRepository(gate);
      session.setIdentityRepository(identities);
      config.hostKeys().alias().ifPresent(session::setHostKeyAlias);
      Runnable cut = dial::cut;
      if (route instanceof Route.Command command) {
        CommandProxy proxy = CommandProxy.of(command.command(), config, endpoint.address());
        session.setProxy(proxy);
        cut = proxy::close;
      } else if (jump.isPresent()) {
        session.setProxy(new JumpProxy(jump.get().session()));
        cut = jump.get().cut();
      } else {
        session.setSocketFactory(dial);
      }
      connect(session, cut, failure);
      session.setServerAliveInterval((int) settings.keepAlive().toMillis());
      session.setServerAliveCountMax(3);
      return new Opened(session, target, cut);
    } catch (JSchException e) {
      jump.ifPresent(opened -> opened.session().disconnect());
      throw failure.explain(e, dial);
    }
  }

  private static HostKeyCheck hostKeyCheck(SshConfig config) throws SshException {
    HostKeySources sources = config.hostKeys();
    String name = KnownHosts.names(config.hostName(), config.port(), sources.alias()).getFirst();
    Optional<NewHostKeys> accepting =
        sources.acceptNew()
            ? sources.userFiles().stream().findFirst().map(NewHostKeys::new)
            : Optional.empty();
    return new HostKeyCheck(sources, sources.of(config.hostName(), config.port()), name, accepting);
  }

  private Opened openLastHop(String hops, int jumps) throws SshException {
    if (jumps >= MAX_JUMPS) {
      throw new SshException(
          SshException.Failure.PROTOCOL,
          "the ProxyJump " + hops + " has more hops than hactl supports",
          "use at most " + MAX_JUMPS + " jump hosts on the way to a host",
          null);
    }
    JumpHop hop = JumpHop.last(hops);
    return open(hop.endpoint(), hop.before(), jumps + 1);
  }

  /**
   * JSch sets its timeouts on the TCP socket. A connection through a jump host has no socket, so
   * JSch would wait forever for a silent server.
   */
  private void connect(Session session, Runnable cut, ConnectFailure failure)
      throws JSchException, SshException {
    Duration limit = settings.connectTimeout().plus(login);
    try (Watchdog watchdog = Watchdog.after(limit, cut)) {
      try {
        session.connect((int) settings.connectTimeout().toMillis());
      } catch (JSchException | RuntimeException e) {
        if (watchdog.fired()) {
          throw failure.silent(limit, e);
        }
        throw e;
      }
    }
  }

  private static void configure(Session session) {
    session.setDaemonThread(true);
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("PreferredAuthentications", "publickey");
    session.setConfig("prefer_known_host_key_types", "yes");
    session.setConfig("MaxAuthTries", "20");
    session.setConfig("enable_server_sig_algs", "yes");
    String macs =
        session.getConfig("mac.c2s").replaceAll("hmac-sha1[^,]*,?", "").replaceAll(",$", "");
    session.setConfig("mac.c2s", macs);
    session.setConfig("mac.s2c", macs);
  }
}
