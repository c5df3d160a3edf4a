package org.hactl.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the user's SSH configuration says about a host, and ssh's defaults where it is silent. */
record SshConfig(
    String hostName,
    int port,
    String user,
    List<Path> identityFiles,
    Route route,
    HostKeySources hostKeys) {

  static SshConfig of(SshEndpoint endpoint, SshSettings settings) throws SshException {
    return parse(SshQuery.lines(endpoint, settings), endpoint, settings);
  }

  /**
   * @param lines the output of {@code ssh -G}
   */
  static SshConfig parse(List<String> lines, SshEndpoint endpoint, SshSettings settings) {
    int port = value(lines, "port").map(Integer::parseInt).orElse(22);
    return new SshConfig(
        value(lines, "hostname").orElse(endpoint.address()),
        endpoint.port() == 22 ? port : endpoint.port(),
        endpoint.user().or(() -> value(lines, "user")).orElse(settings.localUser()),
        keys(lines, settings),
        route(lines),
        hostKeys(lines, settings));
  }

  private static List<Path> keys(List<String> lines, SshSettings settings) {
    Stream<Path> files =
        lines.isEmpty()
            ? Stream.of("id_ed25519", "id_ecdsa", "id_rsa").map(settings.home()::resolve)
            : lines.stream()
                .filter(line -> line.startsWith("identityfile "))
                .map(line -> expand(line.substring("identityfile ".length()), settings));
    return files.filter(Files::isReadable).toList();
  }

  private static Route route(List<String> lines) {
    Optional<String> jump = named(lines, "proxyjump");
    Optional<String> command = named(lines, "proxycommand");
    if (jump.isPresent()) {
      return new Route.Jump(jump.get());
    }
    return command.<Route>map(Route.Command::new).orElseGet(Route.Direct::new);
  }

  /** hactl asks no question, so {@code ask} refuses; and a changed key is refused always. */
  private static HostKeySources hostKeys(List<String> lines, SshSettings settings) {
    String checking = value(lines, "stricthostkeychecking").orElse("ask");
    return new HostKeySources(
        settings
            .knownHosts()
            .map(List::of)
            .orElseGet(() ->
                files(lines, "userknownhostsfile", settings)
                    .orElse(
                        List.of(
                            settings.home().resolve("known_hosts"),
                            settings.home().resolve("known_hosts2")))),
        files(lines, "globalknownhostsfile", settings).orElse(HostKeySources.GLOBAL_FILES),
        named(lines, "revokedhostkeys").map(file -> expand(file, settings)),
        named(lines, "hostkeyalias"),
        settings.acceptNewHostKeys() || List.of("accept-new", "no", "false").contains(checking));
  }

  private static Optional<List<Path>> files(List<String> lines, String key, SshSettings settings) {
    return value(lines, key)
        .map(names ->
            Stream.of(names.split(" +"))
                .filter(name -> !name.equals("none"))
                .map(name -> expand(name, settings))
                .toList());
  }

  private static Optional<String> named(List<String> lines, String key) {
    return value(lines, key).filter(value -> !value.equals("none"));
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> line.substring(key.length() + 1).strip())
        .findFirst();
  }

  private static Path expand(String path, SshSettings settings) {
    Path above = settings.home().toAbsolutePath().getParent();
    return path.startsWith("~/") && above != null
        ? above.resolve(path.substring(2))
        : Path.of(path);
  }
}
