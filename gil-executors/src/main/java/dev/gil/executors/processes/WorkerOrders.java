package dev.gil.executors.processes;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker is told, over its standard input: the one way that neither the command line nor the
 * environment shows to others.
 *
 * @param socket where to call back
 * @param turn file that says how far the worker is
 * @param depot directory for large arrays
 * @param start number of this worker's start, which no other has
 * @param nonce that proves the caller is the worker
 * @param inFlight how many tasks it may have at a time
 * @param switchNanos the switch interval of its lock
 * @param sharedLock name of the lock to run under; empty for one of its own
 * @param traced whether what its lock is used for is to be sent
 * @param allowed further classes that may be deserialized
 * @param rehearsal a task that does nothing, to be run before there is a real one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WorkerOrders(
    String socket,
    String turn,
    String depot,
    int start,
    byte[] nonce,
    int inFlight,
    long switchNanos,
    String sharedLock,
    boolean traced,
    List<String> allowed,
    byte[] rehearsal) {

  void write(OutputStream to) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(socket);
    out.writeUTF(turn);
    out.writeUTF(depot);
    out.writeInt(start);
    out.writeInt(nonce.length);
    out.write(nonce);
    out.writeInt(inFlight);
    out.writeLong(switchNanos);
    out.writeUTF(sharedLock);
    out.writeBoolean(traced);
    out.writeInt(allowed.size());
    for (String pattern : allowed) {
      out.writeUTF(pattern);
    }
    out.writeInt(rehearsal.length);
    out.write(rehearsal);
    bytes.writeTo(to);
    to.flush();
  }

  /** Reads exactly what {@link #write} wrote; the parent is trusted. */
  static WorkerOrders read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    String socket = in.readUTF();
    String turn = in.readUTF();
    String depot = in.readUTF();
    int start = in.readInt();
    byte[] nonce = in.readNBytes(in.readInt());
    int inFlight = in.readInt();
    long switchNanos = in.readLong();
    String sharedLock = in.readUTF();
    boolean traced = in.readBoolean();
    int patterns = in.readInt();
    List<String> allowed = new ArrayList<>(patterns);
    for (int i = 0; i < patterns; i++) {
      allowed.add(in.readUTF());
    }
    byte[] rehearsal = in.readNBytes(in.readInt());
    return new WorkerOrders(
        socket,
        turn,
        depot,
        start,
        nonce,
        inFlight,
        switchNanos,
        sharedLock,
        traced,
        allowed,
        rehearsal);
  }
}
