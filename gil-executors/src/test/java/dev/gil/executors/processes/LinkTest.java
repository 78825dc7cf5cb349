package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames over a connection. */
@Timeout(60)
class LinkTest {
  private static final int LARGE = 8_000_000; // more than any kernel takes at once

  private @Nullable Path directory;
  Link here;
  Link there;

  @BeforeEach
  void connect() throws Exception {
    directory = PrivateDirectory.create();
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      here = new Link(SocketChannel.open(address), Frame.MAX_PAYLOAD);
      there = new Link(server.accept(), Frame.MAX_PAYLOAD);
    }
  }

  @AfterEach
  void disconnect() {
    here.close();
    there.close();
    if (directory != null) {
      PrivateDirectory.delete(directory);
    }
  }

  @Test
  void anInterruptedSenderDoesNotCloseTheConnection() throws Exception {
    Thread.currentThread().interrupt();
    here.send(Frame.of(FrameType.TASK, 1));
    assertThat(Thread.interrupted()).isTrue();
    here.send(Frame.of(FrameType.TASK, 2));
    assertThat(Objects.requireNonNull(there.receive()).id()).isEqualTo(1);
    assertThat(Objects.requireNonNull(there.receive()).id()).isEqualTo(2);
  }

  @Test
  void aSendReturnsAlthoughThePeerDoesNotRead() {
    here.send(new Frame(FrameType.TASK, 1, new byte[LARGE]));
    assertThat(here.isCongested()).isTrue();
  }

  @Test
  void whatTheKernelDidNotTakeIsWrittenByTheReceivingThread() throws Exception {
    here.send(new Frame(FrameType.TASK, 1, new byte[LARGE]));
    here.send(Frame.of(FrameType.EXITING, 1));
    Thread receiver = Thread.ofPlatform().daemon().start(() -> receiveOne(here));
    assertThat(Objects.requireNonNull(there.receive()).payload()).hasSize(LARGE);
    assertThat(Objects.requireNonNull(there.receive()).type()).isEqualTo(FrameType.EXITING);
    here.awaitSent(TimeUnit.SECONDS.toNanos(60));
    assertThat(here.isCongested()).isFalse();
    there.send(Frame.of(FrameType.RESULT, 1));
    receiver.join();
  }

  private static void receiveOne(Link link) {
    try {
      var _ = link.receive();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatAPeerSentBeforeItsEndIsReceivedAfterIt() throws Exception {
    here.send(Frame.of(FrameType.RESULT, 1));
    here.close();
    assertThat(Objects.requireNonNull(there.receive()).id()).isEqualTo(1);
    assertThat(there.receive()).isNull();
  }

  /** Somebody else may hold the connection of a dead peer open. */
  @Test
  void afterFinishWhatHasComeIsReceivedAndThenTheEnd() throws Exception {
    here.send(Frame.of(FrameType.RESULT, 1));
    there.finish();
    assertThat(Objects.requireNonNull(there.receive()).id()).isEqualTo(1);
    assertThat(there.receive()).isNull();
  }

  @Test
  void sendingToAnEndedPeerIsSilent() throws Exception {
    there.close();
    here.send(Frame.of(FrameType.TASK, 1));
    here.send(Frame.of(FrameType.TASK, 2));
    assertThat(here.receive()).isNull();
  }
}
