package org.hactl.ssh;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
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
    if (keyRefused && (gate.presented() != null || e instanceof JSchRevokedHostKeyException)) {
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

  /** The error for a connection that was open, but over which too little arrived in time. */
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
    HostKeyFailure refused =
        e instanceof JSchRevokedHostKeyException && gate.presented() == null
            ? HostKeyFailure.revokedCertificate(String.valueOf(e.getMessage()))
            : HostKeyFailure.of(gate);
    return failure(refused.failure(), refused.said(), refused.nextStep(), e);
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
    String open =
        identities.readableByOthers().isEmpty()
            ? ""
            : "; others can read "
                + String.join(", ", identities.readableByOthers())
                + ", so it is not used: chmod 600";
    return failure(
        Failure.AUTHENTICATION,
        "the server accepts none of the keys (" + tried + encrypted + open + ")",
        "add the public key to that user's ~/.ssh/authorized_keys, or name another key or user"
            + " (--private-key, ansible_ssh_private_key_file, ansible_user)",
        e);
  }

  private SshException failure(Failure failure, String said, String nextStep, Exception cause) {
    return new SshException(failure, "ssh " + target + ": " + said, nextStep, cause);
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
