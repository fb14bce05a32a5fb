'use strict';
// verify.js MODULES BUNDLE TRUSTED_ROOT TLOGS TIMESTAMPS CTLOGS [PUBLIC_KEY]
// Verifies a Sigstore bundle with @sigstore/verify. Prints a line "accepted IDENTITY" or "refused CODE MESSAGE".
const fs = require('fs');
const path = require('path');
const crypto = require('crypto');
const [, , modules, bundleFile, rootFile, tlogs, timestamps, ctlogs, keyFile] = process.argv;
const load = require('module').createRequire(path.resolve(modules, 'verify.js'));
const { bundleFromJSON } = load('@sigstore/bundle');
const { TrustedRoot } = load('@sigstore/protobuf-specs');
const { Verifier, toSignedEntity, toTrustMaterial } = load('@sigstore/verify');

const root = TrustedRoot.fromJSON(JSON.parse(fs.readFileSync(rootFile)));
const keys = () => ({
  publicKey: crypto.createPublicKey(fs.readFileSync(keyFile)),
  validFor: () => true,
});
const options = {
  tlogThreshold: Number(tlogs),
  timestampThreshold: Number(timestamps),
  ctlogThreshold: Number(ctlogs),
};
try {
  const bundle = bundleFromJSON(JSON.parse(fs.readFileSync(bundleFile)));
  const material = toTrustMaterial(root, keyFile ? keys : undefined);
  const signer = new Verifier(material, options).verify(toSignedEntity(bundle));
  console.log(`accepted ${signer.identity ? signer.identity.subjectAlternativeName : 'key'}`);
} catch (e) {
  console.log(`refused ${e.code || e.name} ${e.message}`);
}
