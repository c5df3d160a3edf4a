package org.hactl.lab.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.hactl.lab.ControlNode;

/** Makes a {@code hactl} whose agent is another build than that of this repository. */
final class OtherBuild {
  /** The commit of a build that is sound. */
  static final String COMMIT = "feedfacecafe";

  private static final String PART_OF_THE_AGENT = "org/hactl/agent/Agent.class";

  private OtherBuild() {}

  /** A build whose agent does the same, from another commit. Returns its launcher. */
  static Path sound(Path folder) throws IOException {
    Path launcher = make(folder, agent -> Files.writeString(agent.getPath("another-build"), "\n"));
    Files.writeString(folder.resolve(".hactl/dist/other/commit"), COMMIT + "\n");
    return launcher;
  }

  /** A build whose agent does not start. Returns its launcher. */
  static Path broken(Path folder) throws IOException {
    return make(folder, agent -> Files.delete(agent.getPath(PART_OF_THE_AGENT)));
  }

  private interface Alteration {
    void of(FileSystem agent) throws IOException;
  }

  private static Path make(Path folder, Alteration alteration) throws IOException {
    Path repository = ControlNode.repository();
    Path dists = Files.createDirectories(folder.resolve(".hactl/dist"));
    Path other = dists.resolve("other");
    copy(repository.resolve(".hactl/dist/current").toRealPath(), other);
    Files.createSymbolicLink(dists.resolve("current"), Path.of("other"));
    try (FileSystem agent =
        FileSystems.newFileSystem(URI.create("jar:" + agentJar(other).toUri()), Map.of())) {
      alteration.of(agent);
    }
    Path launcher = Files.copy(repository.resolve("hactl"), folder.resolve("hactl"));
    if (!launcher.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + launcher + " executable");
    }
    // The launcher builds again if this file is older than the sources.
    Files.createFile(folder.resolve(".hactl/built"));
    return launcher;
  }

  private static Path agentJar(Path dist) throws IOException {
    try (Stream<Path> jars = Files.list(dist.resolve("agent"))) {
      for (Path jar : jars.toList()) {
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
          if (Files.exists(content.getPath(PART_OF_THE_AGENT))) {
            return jar;
          }
        }
      }
    }
    throw new IOException("no jar in " + dist + " has " + PART_OF_THE_AGENT);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
