package org.hactl.linux.file;

import java.util.List;
import java.util.Optional;

/**
 * A folder of this host that calls a hook before each operation, to simulate a change at that
 * moment.
 */
public final class HookedFolder implements Folder {
  /** Runs before an operation, and may change the host. */
  @FunctionalInterface
  public interface Hook {
    /**
     * @param operation the method's name
     * @param name its first argument; empty if it has none
     */
    void before(String operation, String name);
  }

  private final Folder folder;
  private final Hook hook;

  private HookedFolder(Folder folder, Hook hook) {
    this.folder = folder;
    this.hook = hook;
  }

  public static FolderWalk walk(Hook hook) {
    return new FolderWalk(() -> new HookedFolder(PosixFolder.root(), hook), UserDatabase.self());
  }

  @Override
  public FileFacts facts() {
    hook.before("facts", "");
    return folder.facts();
  }

  @Override
  public boolean hasAccessList() {
    hook.before("hasAccessList", "");
    return folder.hasAccessList();
  }

  @Override
  public Optional<FileFacts> look(String name) {
    hook.before("look", name);
    return folder.look(name);
  }

  @Override
  public String readLink(String name) {
    hook.before("readLink", name);
    return folder.readLink(name);
  }

  @Override
  public Folder enter(String name) {
    hook.before("enter", name);
    return new HookedFolder(folder.enter(name), hook);
  }

  @Override
  public RegularFile read(String name, int maxBytes) {
    hook.before("read", name);
    return folder.read(name, maxBytes);
  }

  @Override
  public WritableFile create(String name) {
    hook.before("create", name);
    return folder.create(name);
  }

  @Override
  public void makeFolder(String name, int mode) {
    hook.before("makeFolder", name);
    folder.makeFolder(name, mode);
  }

  @Override
  public void makePipe(String name) {
    hook.before("makePipe", name);
    folder.makePipe(name);
  }

  @Override
  public WritableFile openPipe(String name) {
    hook.before("openPipe", name);
    return folder.openPipe(name);
  }

  @Override
  public void rename(String from, String to) {
    hook.before("rename", from);
    folder.rename(from, to);
  }

  @Override
  public boolean remove(String name) {
    hook.before("remove", name);
    return folder.remove(name);
  }

  @Override
  public void removeFolder(String name) {
    hook.before("removeFolder", name);
    folder.removeFolder(name);
  }

  @Override
  public List<String> names() {
    hook.before("names", "");
    return folder.names();
  }

  @Override
  public void sync() {
    hook.before("sync", "");
    folder.sync();
  }

  @Override
  public void close() {
    folder.close();
  }
}
