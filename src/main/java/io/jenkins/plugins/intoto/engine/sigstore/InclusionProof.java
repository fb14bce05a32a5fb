package io.jenkins.plugins.intoto.engine.sigstore;

import java.util.List;

/**
 * What proves that an entry is in a log (RFC 9162, section 2.1.3). Byte arrays are not copied and must not be changed.
 *
 * @param logIndex the place of the entry in the tree
 * @param rootHash the hash of the tree's root
 * @param treeSize how many entries the tree has
 * @param hashes the hashes beside the way from the entry to the root, in that order
 * @param checkpoint the tree's size and root, signed by the log (C2SP tlog-checkpoint)
 */
record InclusionProof(long logIndex, byte[] rootHash, long treeSize, List<byte[]> hashes, String checkpoint) {
    InclusionProof {
        hashes = List.copyOf(hashes);
    }
}
