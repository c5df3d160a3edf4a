package org.hactl.health.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.hactl.host.TlsTerms;
import org.hactl.host.TlsTerms.Verify;
import org.jspecify.annotations.Nullable;

/**
 * The certificates and keys that a check needs from this host. A file that has changed, as after a
 * renewal, is read again. Safe for use from several threads.
 */
final class TlsFiles {
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final char[] NO_PASSWORD = new char[0];

  private final TlsTerms terms;
  private @Nullable Loaded loaded;

  /** The CAs that come with the Java runtime, read once for all checks. */
  private static final class RuntimeTrust {
    static final X509ExtendedTrustManager MANAGER = manager();

    private static X509ExtendedTrustManager manager() {
      try {
        return TlsFiles.manager(null);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the Java runtime has no list of CAs", e);
      }
    }
  }

  /**
   * @param stamps by which a change of the files is seen
   * @param trust null if no certificate is verified
   */
  record Loaded(
      List<FileTime> stamps, @Nullable X509ExtendedTrustManager trust, List<KeyManager> keys) {}

  TlsFiles(TlsTerms terms) {
    this.terms = terms;
  }

  /**
   * What the files say now.
   *
   * @throws TlsFileException if a file cannot be used
   */
  synchronized Loaded get() throws TlsFileException {
    List<FileTime> stamps = stamps();
    Loaded known = loaded;
    if (known == null || !known.stamps().equals(stamps)) {
      known = new Loaded(stamps, trust(), keys());
      loaded = known;
    }
    return known;
  }

  private List<FileTime> stamps() throws TlsFileException {
    List<FileTime> stamps = new ArrayList<>();
    for (String file : files()) {
      try {
        stamps.add(Files.getLastModifiedTime(Path.of(file)));
      } catch (IOException e) {
        throw new TlsFileException(file, e);
      }
    }
    return stamps;
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    if (terms.caFile() != null) {
      files.add(terms.caFile());
    }
    if (terms.client() != null) {
      files.add(terms.client().certFile());
      files.add(terms.client().keyFile());
    }
    return files;
  }

  private @Nullable X509ExtendedTrustManager trust() throws TlsFileException {
    String file = terms.caFile();
    if (terms.verify() == Verify.NONE) {
      return null;
    }
    if (file == null) {
      return RuntimeTrust.MANAGER;
    }
    try {
      return manager(trusted(file));
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsFileException(file, e);
    }
  }

  /**
   * @param trusted null for the CAs of the Java runtime
   */
  private static X509ExtendedTrustManager manager(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager manager) {
        return manager;
      }
    }
    throw new GeneralSecurityException("the Java runtime has no X.509 trust manager");
  }

  private static KeyStore trusted(String file) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    for (X509Certificate each : Pem.certificates(text(file))) {
      store.setCertificateEntry("ca" + store.size(), each);
    }
    return store;
  }

  private List<KeyManager> keys() throws TlsFileException {
    TlsTerms.ClientCertificate client = terms.client();
    if (client == null) {
      return List.of();
    }
    String file = client.certFile();
    try {
      X509Certificate[] chain = Pem.certificates(text(file)).toArray(X509Certificate[]::new);
      file = client.keyFile();
      KeyStore store = empty();
      store.setKeyEntry("client", Pem.privateKey(text(file)), NO_PASSWORD, chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return List.of(factory.getKeyManagers());
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsFileException(file, e);
    }
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static String text(String file) throws IOException {
    Path path = Path.of(file);
    if (Files.size(path) > MAX_BYTES) {
      throw new IOException("it is larger than " + MAX_BYTES + " bytes");
    }
    return Files.readString(path, StandardCharsets.ISO_8859_1);
  }
}
