package org.hactl.control.image;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the agent's runtime image if it is missing, and keeps it: {@code
 * .hactl/runtime/DIGEST.tar.gz}. The digest covers everything the image is made from, so equal
 * sources on equal JDKs share one image.
 */
public final class RuntimeImages {
  private final Path dist;
  private final Path cache;
  private final Path jdk;
  private @Nullable RuntimeImage image;

  /**
   * @param dist the distribution; the agent's jars are in {@code agent/}
   * @param cache where images are kept
   * @param jdk the JDK whose modules go into the image
   */
  public RuntimeImages(Path dist, Path cache, Path jdk) {
    this.dist = dist;
    this.cache = cache;
    this.jdk = jdk;
  }

  /**
   * The image for hosts of this machine's architecture; made now if it is missing. All hosts of one
   * run share it.
   *
   * @throws ImageException if the JDK cannot make one
   */
  public synchronized RuntimeImage image() throws ImageException {
    try {
      if (image == null) {
        image = findOrMake();
      }
      return image;
    } catch (IOException e) {
      throw new ImageException(
          "the agent's runtime image cannot be made in " + cache + ": " + e,
          "check the free space and the permissions there");
    }
  }

  /**
   * The digest of {@link #image}, which is not made.
   *
   * @throws IOException if the agent's jars or the JDK cannot be read
   */
  public String digest() throws IOException {
    return RuntimeRecipe.digest(jdk, agentJars());
  }

  private RuntimeImage findOrMake() throws IOException, ImageException {
    List<Path> jars = agentJars();
    String digest = RuntimeRecipe.digest(jdk, jars);
    Path archive = cache.resolve(digest + ".tar.gz");
    if (!Files.exists(archive)) {
      build(digest, jars, archive);
    }
    return new RuntimeImage(digest, archive, Files.size(archive), ArchiveSum.of(archive));
  }

  private List<Path> agentJars() throws IOException {
    try (Stream<Path> files = Files.list(dist.resolve("agent"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private void build(String digest, List<Path> jars, Path archive)
      throws IOException, ImageException {
    Files.createDirectories(cache);
    Path work = Files.createTempDirectory(cache, ".making-");
    try {
      Path root = work.resolve(digest);
      new RuntimeRecipe(jdk, digest, DistributionVersion.of(dist)).make(root, jars);
      Path fresh = work.resolve("image.tar.gz");
      Tar.packGzip(root, fresh);
      if (Files.exists(archive)) {
        return; // Another hactl was faster; the sum beside its archive is of that one.
      }
      try {
        Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(fresh, archive, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      FileTrees.delete(work);
    }
  }
}
