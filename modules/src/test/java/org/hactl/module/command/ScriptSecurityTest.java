package org.hactl.module.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hactl.module.ModuleException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root: a program of another user is always refused. */
@Tag("lab")
class ScriptSecurityTest {
  private static final int NOBODY = 65_534;

  @TempDir private Path folder;
  private Path program = Path.of("/");

  @BeforeEach
  void make() throws IOException {
    folder = folder.toRealPath();
    program = Files.writeString(made("safe").resolve("hook"), "#!/bin/sh\n");
    mode(program, "rwxr-xr-x");
  }

  @Test
  void acceptsAProgramOfRootAndALinkOfRootToIt() throws Exception {
    Path link = Files.createSymbolicLink(made("links").resolve("hook"), Path.of("../safe/hook"));
    ScriptSecurity.check(program);
    ScriptSecurity.check(link);
    ScriptSecurity.check(made("links").resolve("./../safe/hook"));
  }

  @Test
  void refusesALinkInAFolderThatOthersMayWrite() throws Exception {
    Path shared = made("shared");
    Path link = Files.createSymbolicLink(shared.resolve("hook"), program);
    mode(shared, "rwxrwxrwx");
    assertThatThrownBy(() -> ScriptSecurity.check(link))
        .isInstanceOf(ModuleException.class)
        .hasMessage(
            "will not run %s as root: %s can be written by every user: chmod o-w %s, or name a user"
                    .formatted(program, shared, shared)
                + " to run it as");
  }

  @Test
  void refusesALinkOfAnotherUser() throws Exception {
    Path sticky = made("sticky");
    Files.setAttribute(sticky, "unix:mode", 01777);
    Path link = Files.createSymbolicLink(sticky.resolve("hook"), program);
    ScriptSecurity.check(link);
    Files.setAttribute(link, "unix:uid", NOBODY, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    assertThatThrownBy(() -> ScriptSecurity.check(link))
        .hasMessageContaining(link + " does not belong to root: chown -h root " + link);
  }

  @Test
  void looksAtEachLinkOfAChainAndAtFoldersThatAreLinks() throws Exception {
    Path shared = made("shared");
    Path second = Files.createSymbolicLink(shared.resolve("second"), made("safe"));
    mode(shared, "rwxrwxr-x");
    Files.setAttribute(shared, "unix:gid", NOBODY);
    Path first = Files.createSymbolicLink(made("links").resolve("first"), second);
    assertThatThrownBy(() -> ScriptSecurity.check(first.resolve("hook")))
        .hasMessageContaining(shared + " can be written by its group");
  }

  @Test
  void refusesAProgramThatOthersMayWriteAlsoInAStickyFolder() throws Exception {
    Path sticky = made("sticky");
    Files.setAttribute(sticky, "unix:mode", 01777);
    Path theirs = Files.writeString(sticky.resolve("hook"), "#!/bin/sh\n");
    mode(theirs, "rwxr-xrwx");
    assertThatThrownBy(() -> ScriptSecurity.check(theirs))
        .hasMessageContaining("as root: it can be written by every user");
  }

  @Test
  void aLoopOfLinksIsRefused() throws Exception {
    Path one = folder.resolve("one");
    Files.createSymbolicLink(one, folder.resolve("two"));
    Files.createSymbolicLink(folder.resolve("two"), one);
    assertThatThrownBy(() -> ScriptSecurity.check(one))
        .isInstanceOf(ModuleException.class)
        .hasMessageStartingWith("cannot look at " + one);
    assertThatCode(() -> ScriptSecurity.check(program)).doesNotThrowAnyException();
  }

  private Path made(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
