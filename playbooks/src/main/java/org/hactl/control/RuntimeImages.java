package org.hactl.control;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the agent's runtime image if it is missing, and keeps it: {@code
 * .hactl/runtime/DIGEST.tar.gz}. The digest covers everything the image is made from, so equal
 * sources on equal JDKs share one image.
 */
public final class RuntimeImages {
  private final Path dist;
  private final Path cache;
  private final Path jdk;

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
   * The image for hosts of this machine's architecture; made now if it is missing.
   *
   * @throws ControlException if the JDK cannot make one
   */
  public synchronized RuntimeImage image() throws ControlException {
    try {
      List<Path> jars = agentJars();
      String digest = RuntimeRecipe.digest(jdk, jars);
      Path archive = cache.resolve(digest + ".tar.gz");
      if (!Files.exists(archive)) {
        build(digest, jars, archive);
      }
      return RuntimeImage.of(digest, archive);
    } catch (IOException e) {
      throw new ControlException(
          "the agent's runtime image cannot be made in " + cache + ": " + e,
          "check the free space and the permissions there");
    }
  }

  private List<Path> agentJars() throws IOException {
    try (Stream<Path> files = Files.list(dist.resolve("agent"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private void build(String digest, List<Path> jars, Path archive)
      throws IOException, ControlException {
    Files.createDirectories(cache);
    Path work = Files.createTempDirectory(cache, ".making-");
    try {
      Path root = work.resolve(digest);
      new RuntimeRecipe(jdk, digest).make(root, jars);
      Path fresh = work.resolve("image.tar.gz");
      Tar.packGzip(root, fresh);
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
