package org.hactl.ssh;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.nio.file.Files;
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
    return new SshLink(open(endpoint, 0));
  }

  private Session open(SshEndpoint endpoint, int jumps) throws SshException {
    SshConfig config = SshConfig.of(endpoint, settings);
    String target = "%s@%s:%d".formatted(config.user(), config.hostName(), config.port());
    Optional<Session> jump =
        config.jump().isPresent()
            ? Optional.of(open(hop(config.jump().get(), jumps), jumps + 1))
            : Optional.empty();
    SshKeys identities =
        SshKeys.of(
            endpoint.privateKey().or(settings::privateKey),
            config.identityFiles(),
            settings.agentSocket());
    JSch jsch = new JSch();
    HostKeyCheck gate =
        new HostKeyCheck(knownHosts(jsch), settings.knownHosts(), settings.acceptNewHostKeys());
    DialSocketFactory dial = new DialSocketFactory(settings.connectTimeout());
    ConnectFailure failure =
        new ConnectFailure(target, config.hostName(), settings, identities, gate);
    try {
      Session session = jsch.getSession(config.user(), config.hostName(), config.port());
      configure(session);
      session.setHostKeyRepository(gate);
      session.setIdentityRepository(identities);
      jump.ifPresentOrElse(
          through -> session.setProxy(new JumpProxy(through)),
          () -> session.setSocketFactory(dial));
      connect(session, jump, failure);
      session.setServerAliveInterval((int) settings.keepAlive().toMillis());
      session.setServerAliveCountMax(3);
      return session;
    } catch (JSchException e) {
      jump.ifPresent(Session::disconnect);
      throw failure.explain(e, dial);
    }
  }

  /**
   * JSch sets its timeouts on the TCP socket. A connection through a jump host has no socket, so
   * JSch would wait forever for a silent server.
   */
  private void connect(Session session, Optional<Session> jump, ConnectFailure failure)
      throws JSchException, SshException {
    Duration limit = settings.connectTimeout().plus(login);
    Runnable giveUp =
        () -> {
          session.disconnect();
          jump.ifPresent(Session::disconnect);
        };
    try (Watchdog watchdog = Watchdog.after(limit, giveUp)) {
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

  private SshEndpoint hop(String jump, int jumps) throws SshException {
    if (jumps >= MAX_JUMPS || jump.contains(",")) {
      throw new SshException(
          SshException.Failure.PROTOCOL,
          "the SSH configuration's ProxyJump " + jump + " has more hops than hactl supports",
          "give each jump host its own ProxyJump in "
              + settings.home()
              + "/config, at most "
              + MAX_JUMPS,
          null);
    }
    int at = jump.lastIndexOf('@');
    String place = jump.substring(at + 1);
    int colon = place.indexOf(':') == place.lastIndexOf(':') ? place.lastIndexOf(':') : -1;
    return new SshEndpoint(
        colon < 0 ? place : place.substring(0, colon),
        colon < 0 ? 22 : Integer.parseInt(place.substring(colon + 1)),
        at < 0 ? Optional.empty() : Optional.of(jump.substring(0, at)),
        Optional.empty());
  }

  private HostKeyRepository knownHosts(JSch jsch) throws SshException {
    try {
      if (Files.exists(settings.knownHosts())) {
        jsch.setKnownHosts(settings.knownHosts().toString());
      }
      return jsch.getHostKeyRepository();
    } catch (JSchException e) {
      throw new SshException(
          SshException.Failure.PROTOCOL,
          "cannot read " + settings.knownHosts() + ": " + e.getMessage(),
          "correct that file, or name another one with --known-hosts",
          e);
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
