package org.hactl.ssh;

import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.hactl.ssh.SshException.Failure;

/** Explains to the operator why a connection failed. */
record ConnectFailure(
    String target, String hostName, SshSettings settings, SshKeys identities, HostKeyCheck gate) {

  SshException explain(JSchException e, DialSocketFactory dial) {
    if (dial.failure() != null) {
      return dialling(dial.failure());
    }
    String said = String.valueOf(e.getMessage());
    String lower = said.toLowerCase(Locale.ROOT);
    boolean keyRefused =
        e.getClass().getSimpleName().contains("HostKey") || lower.contains("hostkey");
    if (keyRefused && gate.presented() != null) {
      return hostKey(e);
    }
    if (lower.contains("auth fail")
        || lower.contains("auth cancel")
        || lower.contains("too many authentication")) {
      return authentication(e);
    }
    if (e.getCause() instanceof SocketTimeoutException || lower.contains("timeout")) {
      return silent(settings.connectTimeout(), e);
    }
    return failure(Failure.PROTOCOL, said, "try `ssh -v " + sshWords() + "` and compare", e);
  }

  /** The connection was open, but too little arrived over it in time. */
  SshException silent(Duration limit, Exception cause) {
    return failure(
        Failure.TIMEOUT,
        "the server accepted the connection and then sent nothing for " + limit.toSeconds() + " s",
        "is this the SSH port, and is the host overloaded? Try `ssh " + sshWords() + "`",
        cause);
  }

  private SshException dialling(IOException e) {
    return switch (e) {
      case UnknownHostException _ ->
          failure(
              Failure.NAME_UNKNOWN,
              "the name " + hostName + " has no address",
              "set ansible_host in the inventory to an address, or repair DNS",
              e);
      case SocketTimeoutException _ ->
          failure(
              Failure.TIMEOUT,
              "no answer within " + settings.connectTimeout().toSeconds() + " s",
              "is the host up, and does a firewall drop the packets? Try `ping " + hostName + "`",
              e);
      case NoRouteToHostException _ ->
          failure(
              Failure.NO_ROUTE,
              words(e),
              "is the host up and on this network? Try `ip route get " + hostName + "`",
              e);
      case ConnectException _ when words(e).toLowerCase(Locale.ROOT).contains("refused") ->
          failure(
              Failure.REFUSED,
              "connection refused",
              "the host is up but nothing listens on this port: start sshd, or set ansible_port",
              e);
      default -> failure(Failure.NO_ROUTE, words(e), "try `ssh " + sshWords() + "`", e);
    };
  }

  private SshException hostKey(JSchException e) {
    byte[] presented = Objects.requireNonNull(gate.presented());
    String name = String.valueOf(gate.name());
    byte[] expected = gate.expected();
    String type = Fingerprint.typeOf(presented);
    if (expected != null) {
      return failure(
          Failure.CHANGED_HOST_KEY,
          "the host key differs from the one in %s: the host presents %s %s, the file has %s %s"
              .formatted(
                  settings.knownHosts(),
                  type,
                  Fingerprint.of(presented),
                  Fingerprint.typeOf(expected),
                  Fingerprint.of(expected)),
          "this may be an attack. If the host was reinstalled: ssh-keygen -f %s -R '%s'"
              .formatted(settings.knownHosts(), name),
          e);
    }
    if (gate.writeFailure() != null) {
      return failure(
          Failure.UNKNOWN_HOST_KEY,
          "the new host key cannot be written to "
              + settings.knownHosts()
              + ": "
              + gate.writeFailure(),
          "make that file writable, or name another one with --known-hosts",
          gate.writeFailure());
    }
    return failure(
        Failure.UNKNOWN_HOST_KEY,
        "%s has no host key for %s; it presents %s %s"
            .formatted(settings.knownHosts(), name, type, Fingerprint.of(presented)),
        "compare it with `ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub` on that host, then run again with"
            + " --accept-new-host-keys",
        e);
  }

  private SshException authentication(JSchException e) {
    String tried =
        identities.names().isEmpty()
            ? "no key was found"
            : "offered: " + String.join(", ", identities.names());
    String encrypted =
        identities.encrypted().isEmpty()
            ? ""
            : "; "
                + String.join(", ", identities.encrypted())
                + " has a passphrase: run ssh-add first";
    return failure(
        Failure.AUTHENTICATION,
        "the server accepts none of the keys (" + tried + encrypted + ")",
        "add the public key to that user's ~/.ssh/authorized_keys, or name another key or user"
            + " (--private-key, ansible_ssh_private_key_file, ansible_user)",
        e);
  }

  private SshException failure(Failure step, String said, String nextStep, Exception cause) {
    return new SshException(step, "ssh " + target + ": " + said, nextStep, cause);
  }

  private String sshWords() {
    int colon = target.lastIndexOf(':');
    String port = target.substring(colon + 1);
    return (port.equals("22") ? "" : "-p " + port + " ") + target.substring(0, colon);
  }

  private static String words(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.toLowerCase(Locale.ROOT);
  }
}
