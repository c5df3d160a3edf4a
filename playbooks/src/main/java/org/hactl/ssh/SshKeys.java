package org.hactl.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Vector;

/**
 * The keys offered to a server, in the order in which ssh offers them: those of the agent, then
 * files that are not encrypted. An encrypted key is used only through the agent.
 */
final class SshKeys implements IdentityRepository {
  private final Vector<Identity> offered = new Vector<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> encrypted = new ArrayList<>();
  private final List<String> readableByOthers = new ArrayList<>();

  private SshKeys() {}

  /** Only the key that was named; otherwise the agent's keys and those of the files. */
  static SshKeys of(Optional<Path> only, List<Path> files, Optional<Path> agentSocket)
      throws SshException {
    SshKeys identities = new SshKeys();
    Set<String> wanted = new HashSet<>();
    if (only.isPresent()) {
      identities.addFile(only.get(), true);
      if (!identities.offered.isEmpty()) {
        return identities;
      }
      identities.publicKeyOf(only.get()).ifPresent(wanted::add);
    }
    if (agentSocket.isPresent()) {
      identities.addAgent(agentSocket.get(), wanted, only.isPresent());
    }
    if (only.isEmpty()) {
      for (Path file : files) {
        identities.addFile(file, false);
      }
    }
    return identities;
  }

  List<String> names() {
    return names;
  }

  /** Files left out because hactl does not ask for a passphrase. */
  List<String> encrypted() {
    return encrypted;
  }

  /** Files left out because other users of this machine can read them. */
  List<String> readableByOthers() {
    return readableByOthers;
  }

  private void addFile(Path file, boolean mustBeUsable) throws SshException {
    Optional<String> mode = KeyFileMode.tooOpen(file);
    if (mode.isPresent() && mustBeUsable) {
      throw new SshException(
          SshException.Failure.AUTHENTICATION,
          "the private key " + file + " is not used: others can read it (" + mode.get() + ")",
          "chmod 600 " + file,
          null);
    }
    if (mode.isPresent()) {
      readableByOthers.add(file.toString());
      return;
    }
    try {
      JSch jsch = new JSch();
      jsch.addIdentity(file.toString());
      for (Identity identity : jsch.getIdentityRepository().getIdentities()) {
        if (identity.isEncrypted()) {
          encrypted.add(file.toString());
        } else {
          offered.add(identity);
          names.add(file.toString());
        }
      }
    } catch (JSchException e) {
      if (mustBeUsable) {
        throw new SshException(
            SshException.Failure.AUTHENTICATION,
            "the private key " + file + " cannot be used: " + reason(file, e),
            "name a private key in OpenSSH or PEM format that this user can read",
            e);
      }
    }
  }

  private static String reason(Path file, JSchException e) {
    if (!Files.exists(file)) {
      return "the file does not exist";
    }
    return Files.isReadable(file) ? String.valueOf(e.getMessage()) : "permission denied";
  }

  private void addAgent(Path socket, Set<String> wanted, boolean onlyWanted) {
    try {
      for (Identity identity :
          new AgentIdentityRepository(new SSHAgentConnector(socket)).getIdentities()) {
        String print = Fingerprint.of(identity.getPublicKeyBlob());
        if (!onlyWanted || wanted.contains(print)) {
          offered.add(identity);
          names.add("agent " + print);
        }
      }
    } catch (AgentProxyException | RuntimeException e) {
      names.add("(ssh-agent did not answer: " + e.getMessage() + ")");
    }
  }

  /** The fingerprint of an encrypted key, from the {@code .pub} file beside it. */
  private Optional<String> publicKeyOf(Path privateKey) {
    try {
      String[] words = Files.readString(Path.of(privateKey + ".pub")).strip().split(" +", 3);
      return words.length < 2
          ? Optional.empty()
          : Optional.of(Fingerprint.of(java.util.Base64.getDecoder().decode(words[1])));
    } catch (java.io.IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String getName() {
    return "hactl";
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  @SuppressWarnings("JdkObsolete") // JSch's own type
  public Vector<Identity> getIdentities() {
    return new Vector<>(offered);
  }

  @Override
  public boolean add(byte[] identity) {
    return false;
  }

  @Override
  public boolean remove(byte[] blob) {
    return false;
  }

  @Override
  public void removeAll() {}
}
