package org.hactl.health.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Certificates that keytool makes for a test. */
final class Certificates {
  private static final String PASSWORD = "changeit";
  private static final Path KEYTOOL = Path.of(System.getProperty("java.home"), "bin/keytool");

  private final Path folder;

  Certificates(Path folder) {
    this.folder = folder;
  }

  /**
   * A self-signed certificate, or one that another signs.
   *
   * @param options of keytool, such as {@code -ext san=dns:shop.example}
   */
  void make(String name, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name));
    command.addAll(List.of(options));
    keytool(command);
  }

  /** Writes a certificate in PEM, with its chain. */
  Path pem(String name) throws IOException, GeneralSecurityException {
    StringBuilder text = new StringBuilder("a line before\n");
    for (var each : store().getCertificateChain(name)) {
      text.append(block("CERTIFICATE", each.getEncoded()));
    }
    return Files.writeString(folder.resolve(name + ".pem"), text.toString());
  }

  /** Writes a private key in PEM. */
  Path key(String name) throws IOException, GeneralSecurityException {
    byte[] key = store().getKey(name, PASSWORD.toCharArray()).getEncoded();
    return Files.writeString(folder.resolve(name + ".key"), block("PRIVATE KEY", key));
  }

  /**
   * A server's side with one of the certificates. It trusts all of them.
   *
   * @param onlyByName whether a client that names no server gets no certificate
   */
  SSLContext server(String name, boolean onlyByName) throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        name,
        store().getKey(name, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        store().getCertificateChain(name));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (String each : Collections.list(store().aliases())) {
      trusted.setCertificateEntry(each, store().getCertificate(each));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    X509ExtendedKeyManager all = (X509ExtendedKeyManager) keys.getKeyManagers()[0];
    context.init(
        new KeyManager[] {onlyByName ? new OnlyByName(all) : all}, trust.getTrustManagers(), null);
    return context;
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %1$s-----%n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der));
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("store"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void keytool(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(KEYTOOL.toString()));
    command.addAll(options);
    command.addAll(
        List.of(
            "-keystore",
            folder.resolve("store").toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool " + options + ": " + said);
    }
  }

  /** Has no certificate for a client that names no server. */
  private static final class OnlyByName extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager all;

    OnlyByName(X509ExtendedKeyManager all) {
      this.all = all;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      var session = (ExtendedSSLSession) ((SSLSocket) socket).getHandshakeSession();
      return session.getRequestedServerNames().isEmpty()
          ? null
          : all.chooseServerAlias(type, issuers, socket);
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return all.getClientAliases(type, issuers);
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return all.chooseClientAlias(types, issuers, socket);
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return all.getServerAliases(type, issuers);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return all.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return all.getPrivateKey(alias);
    }
  }
}
