<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>DeepSat</name>
  <message>
   <location filename="../../deepsat_qgis/algorithms/base.py" />
   <source>Land-cover mapping</source>
   <translation>Landbedeckung kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/base.py" />
   <source>Models and set-up</source>
   <translation>Modelle und Einrichtung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/base.py" />
   <source>The whole result as JSON</source>
   <translation>Das ganze Ergebnis als JSON</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>Map change without labels</source>
   <translation>Veränderung ohne Labels kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>change detection,difference,before,after,fire,clearing,unsupervised</source>
   <translation>Veränderungserkennung,Differenz,vorher,nachher,Brand,Rodung,unüberwacht,change detection</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>Shows where two dates of a place differ unusually, without any label. Season, sun and haze, which change a whole date, are taken out first: what half of the scene did counts as no change.

The threshold is found by itself (Otsu's method), which always finds one: where nothing has changed, the map shows noise, and clouds stand out most of all. Look at the strength, and give a threshold of your own where it is too low or too high.

It is a start for looking and labelling. “Learn change from labels” tells the change that you mean from any other.</source>
   <translation>Zeigt, wo sich zwei Zeitpunkte eines Ortes ungewöhnlich unterscheiden, ganz ohne Labels. Jahreszeit, Sonnenstand und Dunst, die ein ganzes Bild verändern, werden vorher herausgerechnet: Was die Hälfte der Szene getan hat, gilt nicht als Veränderung.

Der Schwellenwert wird selbst gefunden (Verfahren von Otsu), und zwar immer: Wo sich nichts verändert hat, zeigt die Karte Rauschen, und Wolken fallen am meisten auf. Sehen Sie sich die Stärke an, und geben Sie einen eigenen Schwellenwert an, wo er zu niedrig oder zu hoch ist.

Das ist ein Anfang zum Ansehen und Labeln. „Veränderung aus Labels lernen“ unterscheidet die Veränderung, die Sie meinen, von jeder anderen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>Threshold that was used</source>
   <translation>Verwendeter Schwellenwert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Change until {}</source>
   <translation>Veränderung bis {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>Strength of change until {} (%)</source>
   <translation>Stärke der Veränderung bis {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <source>Check the environment</source>
   <translation>Umgebung prüfen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <source>install,set up,doctor,gpu,cuda,diagnose</source>
   <translation>installieren,einrichten,Diagnose,GPU,CUDA,doctor</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <source>Tells whether DeepSat's worker environment is installed and whole, which versions it has and which devices really compute: each is tried with a small convolution.</source>
   <translation>Sagt, ob die Rechenumgebung von DeepSat installiert und vollständig ist, welche Versionen sie hat und welche Geräte wirklich rechnen: Jedes wird mit einer kleinen Faltung erprobt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <source>Whether DeepSat can work</source>
   <translation>Ob DeepSat arbeiten kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>What was found, as text</source>
   <translation>Was gefunden wurde, als Text</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Bands</source>
   <translation>Kanäle</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <source>Pre-training</source>
   <translation>Vortraining</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <source>Description</source>
   <translation>Beschreibung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Method</source>
   <translation>Verfahren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <source>Trained parts</source>
   <translation>Trainierte Teile</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Started from</source>
   <translation>Ausgangspunkt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <source>Licence and credits</source>
   <translation>Lizenz und Nachweise</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <source>not given</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <source>Steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/checkpoint_page.py" />
   <source>At the end: {}</source>
   <translation>Am Ende: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/download_checkpoint.py" />
   <source>Download a checkpoint</source>
   <translation>Checkpoint herunterladen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/download_checkpoint.py" />
   <source>weights,pre-trained,seco,mirror</source>
   <translation>Gewichte,vortrainiert,SeCo,Spiegelserver,weights,download</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/download_checkpoint.py" />
   <source>Downloads weights that others have published, verifies them by their checksum and imports them as a checkpoint, from which “Fine-tune on labels” and “Map land cover from labels” can start. This is the only algorithm of DeepSat that uses the network, and only for the file that you ask for, from where its authors published it or from the mirror that you name.

A transfer that breaks off, or is cancelled, goes on where it stopped. The proxy of QGIS (Settings &gt; Options &gt; Network) is used.

Without an output folder the checkpoint is added to your own, in {folder}, and appears in the lists of weights to start from.

Weights and their licences:
{known}</source>
   <translation>Lädt Gewichte herunter, die andere veröffentlicht haben, prüft sie an ihrer Prüfsumme und importiert sie als Checkpoint, von dem „Mit Labels trainieren“ und „Landbedeckung aus Labels kartieren“ ausgehen können. Nur dieser Algorithmus von DeepSat benutzt das Netz, und nur für die Datei, die Sie verlangen: von dort, wo ihre Autoren sie veröffentlicht haben, oder von dem Spiegelserver, den Sie nennen.

Eine Übertragung, die abreißt oder abgebrochen wird, geht weiter, wo sie stehen blieb. Der Proxy von QGIS (Einstellungen &gt; Optionen &gt; Netzwerk) wird verwendet.

Ohne Ausgabeordner kommt der Checkpoint zu Ihren eigenen, in {folder}, und erscheint in den Listen der Gewichte zum Anfangen.

Gewichte und ihre Lizenzen:
{known}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/download_checkpoint.py" />
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>What to start from it by: its name or folder</source>
   <translation>Womit man von ihm ausgeht: sein Name oder Ordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>Evaluate a map</source>
   <translation>Eine Karte bewerten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>accuracy,validation,confusion matrix,kappa,area estimate,olofsson,sample,error</source>
   <translation>Genauigkeit,Validierung,Konfusionsmatrix,Kappa,Flächenschätzung,Olofsson,Stichprobe,Fehler,accuracy</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>Tells how good a map is, as a page and as numbers (JSON beside it).

Held-out polygons or points, chosen by a person (held_out): skill with intervals. It is not the accuracy of the map, because people choose places that are easy to recognise.

Points of “Draw sample points of a map” with what is there in their field “reference” (stratified), or simple random points (simple): the accuracy of the map and the true area of each class, with 95 % intervals. Points that were answered in AcATaMa fit too: choose “Label” as class field.

A raster of classes: agreement, at boundaries and inside.

Classes are matched by name, else by their number in the raster.</source>
   <translation>Sagt, wie gut eine Karte ist, als Seite und in Zahlen (JSON daneben).

Zurückgehaltene Polygone oder Punkte, die jemand ausgewählt hat (held_out): Güte mit Intervallen. Das ist nicht die Genauigkeit der Karte, denn Menschen wählen Orte, die leicht zu erkennen sind.

Punkte aus „Stichprobenpunkte einer Karte ziehen“, in deren Feld „reference“ steht, was dort ist (stratified), oder einfache Zufallspunkte (simple): die Genauigkeit der Karte und die wahre Fläche jeder Klasse, mit 95-%-Intervallen. Punkte, die in AcATaMa beantwortet wurden, passen auch: Wählen Sie „Label“ als Klassenfeld.

Ein Raster mit Klassen: Übereinstimmung, an Grenzen und im Inneren.

Klassen werden nach ihrem Namen zugeordnet, sonst nach ihrer Nummer im Raster.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>Share of the map, or of the pixels, right (0-1)</source>
   <translation>Anteil der Karte oder der Pixel, der stimmt (0-1)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>Mean IoU (0-1), where pixels were compared</source>
   <translation>Mittlere IoU (0-1), wo Pixel verglichen wurden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune.py" />
   <source>Fine-tune on labels</source>
   <translation>Mit Labels trainieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune.py" />
   <source>train,deep learning,segmentation,classification,land cover</source>
   <translation>trainieren,Deep Learning,Segmentierung,Klassifikation,Landbedeckung,train</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune.py" />
   <source>Teaches a network the classes of your polygons and writes it to a model folder, which “Map with a model” reads.

A few small polygons of every class are enough to begin with; everything outside them counts as unknown, not as a class. Every polygon is held out once, to tell how well a model does that has not seen it, and to choose what the model consists of: a random forest, a network, or both; the model itself learns from all polygons.</source>
   <translation>Bringt einem Netz die Klassen Ihrer Polygone bei und schreibt es in einen Modellordner, den „Mit einem Modell kartieren“ liest.

Einige kleine Polygone jeder Klasse genügen für den Anfang; alles außerhalb gilt als unbekannt, nicht als Klasse. Jedes Polygon wird einmal zurückgehalten, um zu sagen, wie gut ein Modell ist, das es nicht gesehen hat, und um zu wählen, woraus das Modell besteht: einem Random Forest, einem Netz oder beidem; das Modell selbst lernt aus allen Polygonen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune_change.py" />
   <source>Learn change from labels</source>
   <translation>Veränderung aus Labels lernen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune_change.py" />
   <source>change detection,before,after,train,deep learning,clearing</source>
   <translation>Veränderungserkennung,vorher,nachher,trainieren,Deep Learning,Rodung,change detection</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune_change.py" />
   <source>Learns what change is from a few polygons, and writes a model that “Map change with a model” reads.

Draw polygons where things changed between the two dates, and others where they did not; several kinds of change may be classes of their own. Draw what did not change in all its variety: fields that were only harvested, clouds and their shadows, water that stands higher.</source>
   <translation>Lernt aus wenigen Polygonen, was Veränderung ist, und schreibt ein Modell, das „Veränderung mit einem Modell kartieren“ liest.

Zeichnen Sie Polygone, wo sich zwischen den beiden Zeitpunkten etwas verändert hat, und andere, wo nicht; mehrere Arten von Veränderung können eigene Klassen sein. Zeichnen Sie das Unveränderte in seiner ganzen Vielfalt: Felder, die nur abgeerntet wurden, Wolken und ihre Schatten, höher stehendes Wasser.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>Import a checkpoint</source>
   <translation>Checkpoint importieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>weights,pre-trained,seco,caco,torchgeo,timm,ssl4eo,moco,dino,smp,galileo</source>
   <translation>Gewichte,vortrainiert,weights,seco,caco,torchgeo,timm,ssl4eo,moco,dino,smp,galileo</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>Turns weights that others have published into a checkpoint, from which “Fine-tune on labels” and “Map land cover from labels” can start.

Known are: SeCo and CACo (Lightning files), ResNets of torchgeo, timm and torchvision, SSL4EO-S12 (MoCo, DINO) and SeCo-Eco, folders of segmentation-models-pytorch, and Galileo; files may be .ckpt, .pth, .pt or .safetensors. Of a file only numbers are read: nothing in it is run.

The log tells which weights were used, left out and adapted. A file whose weights do not all have a place is refused with the list.

Without an output folder the checkpoint is added to your own, in {}, under the name of the file, and appears in the lists of weights to start from.</source>
   <translation>Macht aus Gewichten, die andere veröffentlicht haben, einen Checkpoint, von dem „Mit Labels trainieren“ und „Landbedeckung aus Labels kartieren“ ausgehen können.

Bekannt sind: SeCo und CACo (Lightning-Dateien), ResNets von torchgeo, timm und torchvision, SSL4EO-S12 (MoCo, DINO) und SeCo-Eco, Ordner von segmentation-models-pytorch und Galileo; die Dateien dürfen auf .ckpt, .pth, .pt oder .safetensors enden. Aus einer Datei werden nur Zahlen gelesen: Nichts darin wird ausgeführt.

Das Protokoll sagt, welche Gewichte verwendet, weggelassen und angepasst wurden. Eine Datei, in der nicht alle Gewichte ihren Platz haben, wird mit der Liste abgelehnt.

Ohne Ausgabeordner kommt der Checkpoint zu Ihren eigenen, in {}, unter dem Namen der Datei, und erscheint in den Listen der Gewichte zum Anfangen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>To start from it: CHECKPOINT={}</source>
   <translation>Um von ihm auszugehen: CHECKPOINT={}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_from_labels.py" />
   <source>Map land cover from labels</source>
   <translation>Landbedeckung aus Labels kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_from_labels.py" />
   <source>train,predict,deep learning,segmentation,classification,land cover</source>
   <translation>trainieren,vorhersagen,Deep Learning,Segmentierung,Klassifikation,Landbedeckung,train,predict</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_from_labels.py" />
   <source>From a few labelled polygons to a land-cover map of the whole scene, in one step: “Fine-tune on labels” followed by “Map with a model”.

The model is kept and maps other scenes with the same bands. The report tells how well it does on polygons that it had not seen; that is skill on your polygons, not the accuracy of the map.</source>
   <translation>Von einigen gelabelten Polygonen zur Landbedeckungskarte der ganzen Szene, in einem Schritt: „Mit Labels trainieren“, danach „Mit einem Modell kartieren“.

Das Modell bleibt erhalten und kartiert auch andere Szenen mit denselben Kanälen. Der Bericht sagt, wie gut es auf Polygonen ist, die es nicht gesehen hatte; das ist die Güte auf Ihren Polygonen, nicht die Genauigkeit der Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>Polygons of a map</source>
   <translation>Polygone einer Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>vectorise,polygonize,sieve,minimum mapping unit,simplify,generalise,land cover</source>
   <translation>vektorisieren,polygonisieren,Mindestfläche,vereinfachen,generalisieren,Landbedeckung,sieve,polygonize</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>Draws the polygons of a class map, by DeepSat or any other program. Pixels of one class that share edges are one polygon, with the fields “class”, “class_id” (the value in the raster), “colour” and “hectares” (on the ground; that of its pixels also where borders are simplified).

Smallest polygon: smaller patches go to the neighbour that they share the longest border with, the smallest first. Patches that touch NoData only stay.

Simplify borders: 0 follows the pixels exactly. One and a half pixels (15 m for pixels of 10 m) turn stairs into straight lines. Neighbours keep one common border, without gaps and overlaps, and the edge of the raster stays.

Rasters of any size are worked through in strips.</source>
   <translation>Zeichnet die Polygone einer Klassenkarte, von DeepSat oder jedem anderen Programm. Pixel einer Klasse, die gemeinsame Kanten haben, sind ein Polygon, mit den Feldern „class“, „class_id“ (Wert im Raster), „colour“ und „hectares“ (am Boden; die Fläche seiner Pixel auch dort, wo Grenzen vereinfacht sind).

Kleinstes Polygon: Kleinere Flächen gehen an den Nachbarn, mit dem sie die längste Grenze teilen, die kleinsten zuerst. Flächen, die nur an NoData grenzen, bleiben.

Grenzen vereinfachen: 0 folgt genau den Pixeln. Anderthalb Pixel (15 m bei Pixeln von 10 m) machen aus Treppen gerade Linien. Nachbarn behalten eine gemeinsame Grenze, ohne Lücken und Überlappungen, und der Rand des Rasters bleibt.

Raster jeder Größe werden in Streifen bearbeitet.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>Polygons: {}</source>
   <translation>Polygone: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>Polygons of {}</source>
   <translation>Polygone von {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Land cover of {}</source>
   <translation>Landbedeckung von {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Class probabilities of {} (%)</source>
   <translation>Klassenwahrscheinlichkeiten von {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Confidence of {} (%)</source>
   <translation>Konfidenz von {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Entropy of {} (%)</source>
   <translation>Entropie von {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Land cover of {} (polygons)</source>
   <translation>Landbedeckung von {} (Polygone)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>About a model or checkpoint</source>
   <translation>Über ein Modell oder einen Checkpoint</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>card,classes,bands,accuracy,describe</source>
   <translation>Modellkarte,Klassen,Kanäle,Genauigkeit,beschreiben,card</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>Tells what a fine-tuned model maps and needs: its classes, the bands it was made with, how it was trained, and its skill on polygons that were kept out of training. Of a checkpoint: what it was trained on, how, and its licence.</source>
   <translation>Sagt, was ein trainiertes Modell kartiert und braucht: seine Klassen, die Kanäle, mit denen es gemacht wurde, wie es trainiert wurde und seine Güte auf Polygonen, die dem Training vorenthalten wurden. Bei einem Checkpoint: worauf er trainiert wurde, wie, und seine Lizenz.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>Page</source>
   <translation>Seite</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>HTML files (*.html)</source>
   <translation>HTML-Dateien (*.html)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>HTML page to write what was found to; empty for none.</source>
   <translation>HTML-Seite, in die geschrieben wird, was gefunden wurde; leer für keine.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Classes</source>
   <translation>Klassen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Skill on held-out polygons</source>
   <translation>Güte auf zurückgehaltenen Polygonen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>What was tried on the held-out polygons</source>
   <translation>Was auf den zurückgehaltenen Polygonen erprobt wurde</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>{:,} weights</source>
   <translation>{:,} Gewichte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Maps with</source>
   <translation>Kartiert mit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Pixel size</source>
   <translation>Pixelgröße</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>{:g} m</source>
   <translation>{:g} m</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Made with</source>
   <translation>Gemacht mit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>learnt from {polygons} polygons, {pixels} pixels</source>
   <translation>gelernt aus {polygons} Polygonen, {pixels} Pixeln</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>{:.0f} nm</source>
   <translation>{:.0f} nm</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Scene</source>
   <translation>Szene</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Loss</source>
   <translation>Verlustfunktion</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Steps of training all weights</source>
   <translation>Trainingsschritte aller Gewichte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>mean IoU {:.2f}, chosen</source>
   <translation>mittlere IoU {:.2f}, gewählt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>mean IoU {:.2f}</source>
   <translation>mittlere IoU {:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Nothing could be compared</source>
   <translation>Nichts konnte verglichen werden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Nothing could be held out</source>
   <translation>Nichts konnte zurückgehalten werden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>{polygons} polygons, {pixels} pixels</source>
   <translation>{polygons} Polygone, {pixels} Pixel</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Measured on</source>
   <translation>Gemessen auf</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>Pixels mapped right</source>
   <translation>Richtig kartierte Pixel</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Mean IoU</source>
   <translation>Mittlere IoU</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_page.py" />
   <source>IoU of {}</source>
   <translation>IoU von {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <location filename="../../deepsat_qgis/dock/imagery_section.py" />
   <source>Imagery</source>
   <translation>Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Before</source>
   <translation>Vorher</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>After</source>
   <translation>Nachher</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Threshold (0 to find it)</source>
   <translation>Schwellenwert (0, um ihn zu finden)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Map of change</source>
   <translation>Karte der Veränderung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Strength of change</source>
   <translation>Stärke der Veränderung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Imagery (rasters or folders)</source>
   <translation>Bilddaten (Raster oder Ordner)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Dates of the rasters, separated by commas</source>
   <translation>Daten der Raster (JJJJ-MM-TT), durch Kommas getrennt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Cloud masks of the rasters</source>
   <translation>Wolkenmasken der Raster</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Pixels of the map per side of a pixel of the imagery</source>
   <translation>Pixel der Karte je Seite eines Bildpixels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Labels (polygons)</source>
   <translation>Labels (Polygone)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>Class field</source>
   <translation>Klassenfeld</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Colours of the classes, separated by semicolons (those of the label layer)</source>
   <translation>Farben der Klassen, durch Semikolons getrennt (die des Label-Layers)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Labels so far (polygons)</source>
   <translation>Bisherige Labels (Polygone)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Number of places</source>
   <translation>Anzahl der Orte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Shape</source>
   <translation>Form</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Where to label next</source>
   <translation>Orte für neue Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Land-cover map</source>
   <translation>Landbedeckungskarte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Reference (polygons, points, CSV or class raster)</source>
   <translation>Referenz (Polygone, Punkte, CSV oder Klassenraster)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Class field (for sample points: reference)</source>
   <translation>Klassenfeld (bei Stichprobenpunkten: reference)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>How it was chosen</source>
   <translation>Wie sie gewählt wurde</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Number of points</source>
   <translation>Anzahl der Punkte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Points of each class</source>
   <translation>Punkte je Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Sample points</source>
   <translation>Stichprobenpunkte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Labels (polygons or class raster; for cscl)</source>
   <translation>Labels (Polygone oder Klassenraster; für cscl)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Class field (for cscl with polygons)</source>
   <translation>Klassenfeld (für cscl mit Polygonen)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Weights to start from</source>
   <translation>Gewichte, von denen ausgegangen wird</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Epochs (times to go through the imagery)</source>
   <translation>Epochen (Durchgänge durch die Bilddaten)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Dates of each view</source>
   <translation>Zeitpunkte je Ansicht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Licence and credits of the imagery</source>
   <translation>Lizenz und Nachweise der Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>File with the weights (or path of a folder)</source>
   <translation>Datei mit den Gewichten (oder Pfad eines Ordners)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>What they are</source>
   <translation>Was sie sind</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Address of a mirror</source>
   <translation>Adresse eines Spiegelservers</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Checkpoint folder</source>
   <translation>Checkpoint-Ordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Checkpoint folder (skip to add it to your own)</source>
   <translation>Checkpoint-Ordner (auslassen, um ihn den eigenen hinzuzufügen)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Average over turned and mirrored views (slow)</source>
   <translation>Über gedrehte und gespiegelte Ansichten mitteln (langsam)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Longest time to pre-train (minutes; 0 for no limit)</source>
   <translation>Längste Zeit für das Vortraining (Minuten; 0 ohne Grenze)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Longest time to fine-tune (minutes)</source>
   <translation>Längste Zeit für das Training (Minuten)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Model folder</source>
   <translation>Modellordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Part to map</source>
   <translation>Zu kartierender Ausschnitt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Map only inside of these polygons</source>
   <translation>Nur innerhalb dieser Polygone kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Class probabilities</source>
   <translation>Klassenwahrscheinlichkeiten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Confidence</source>
   <translation>Konfidenz</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Entropy</source>
   <translation>Entropie</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Polygons of the map</source>
   <translation>Polygone der Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Polygons</source>
   <translation>Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Smallest polygon (m²; 0 to keep all)</source>
   <translation>Kleinstes Polygon (m²; 0, um alle zu behalten)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <source>Simplify borders of polygons (m; 0 for pixel edges)</source>
   <translation>Polygongrenzen vereinfachen (m; 0 für Pixelkanten)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameters.py" />
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict.py" />
   <source>Map with a model</source>
   <translation>Mit einem Modell kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict.py" />
   <source>predict,inference,deep learning,segmentation,classification,land cover</source>
   <translation>vorhersagen,Inferenz,Deep Learning,Segmentierung,Klassifikation,Landbedeckung,predict</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict.py" />
   <source>Maps a scene with a model that “Fine-tune on labels” has made. The scene needs the bands that the model was made with; bands are found by name or wavelength.

The map lies exactly on the pixels of the scene. Value k is class k of the model, 255 is NoData. Polygons can limit it to what lies inside of them.

Polygons of the map are written where a file is given for them; “Polygons of a map” tells about smallest polygons and simplified borders.</source>
   <translation>Kartiert eine Szene mit einem Modell, das „Mit Labels trainieren“ gemacht hat. Die Szene braucht die Kanäle, mit denen das Modell gemacht wurde; Kanäle werden am Namen oder an der Wellenlänge erkannt.

Die Karte liegt genau auf den Pixeln der Szene. Der Wert k ist die Klasse k des Modells, 255 ist NoData. Polygone können sie auf das beschränken, was in ihnen liegt.

Polygone der Karte werden geschrieben, wo eine Datei dafür angegeben ist; „Polygone einer Karte“ erklärt kleinste Polygone und vereinfachte Grenzen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Map change with a model</source>
   <translation>Veränderung mit einem Modell kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>change detection,before,after,predict,inference,deep learning</source>
   <translation>Veränderungserkennung,vorher,nachher,vorhersagen,Inferenz,Deep Learning,change detection</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Maps change between two dates with a model that “Learn change from labels” has made. Both dates need the bands that the model was made with; bands are found by name or wavelength.

The map lies exactly on the pixels of the first date. Where either date has no data, it has none.</source>
   <translation>Kartiert die Veränderung zwischen zwei Zeitpunkten mit einem Modell, das „Veränderung aus Labels lernen“ gemacht hat. Beide Zeitpunkte brauchen die Kanäle, mit denen das Modell gemacht wurde; Kanäle werden am Namen oder an der Wellenlänge erkannt.

Die Karte liegt genau auf den Pixeln des ersten Zeitpunkts. Wo einer von beiden keine Daten hat, hat auch sie keine.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Class probabilities of change until {} (%)</source>
   <translation>Klassenwahrscheinlichkeiten der Veränderung bis {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Confidence of change until {} (%)</source>
   <translation>Konfidenz der Veränderung bis {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Pre-train on imagery</source>
   <translation>Auf Bilddaten vortrainieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>self-supervised,contrastive,train,checkpoint,weights,seco,embedding earth,cscl</source>
   <translation>selbstüberwacht,kontrastiv,trainieren,Checkpoint,Gewichte,SeCo,Embedding Earth,CSCL,self-supervised</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Lets a network look at much imagery without being told what it shows, and writes what it has learnt as a checkpoint. “Fine-tune on labels” and “Map land cover from labels” can start from it, and then need fewer labels.

When: you have much more imagery than labels: other places of the kind that you will map, other dates, or the rest of the scene itself.

Which method: embedding_earth compares places pixel by pixel and is made for maps; one date is enough, several are better. seco compares whole views across at least three dates. cscl sharpens the borders between classes and needs labels: polygons, a class raster, or rasters named labels or truth beside the scenes.

Imagery: rasters, or folders with rasters. Rasters of one folder with one grid are dates of one place, and so are rasters with dates that show the same ground on other grids. Dates are read from tags, file names or a table dates.csv. embedding_earth can show several dates in each of its two views, so that clouds and single days count less. Bands need names or wavelengths.

How long: an epoch goes through all imagery once. On a laptop's processor it takes about half a minute for each raster of 1000 x 1000 pixels, on a graphics card far less. Cancel whenever you like: started again with the same settings and output folder, training goes on where it stopped.

What to watch: the loss should fall. An effective rank near 1, or a uniformity near 0, says that everything looks alike to the network: give it more imagery.

A checkpoint among your own, in {}, appears in the lists of weights to start from; any other can be chosen by its folder.</source>
   <translation>Lässt ein Netz viele Bilddaten ansehen, ohne ihm zu sagen, was sie zeigen, und schreibt das Gelernte als Checkpoint. „Mit Labels trainieren“ und „Landbedeckung aus Labels kartieren“ können davon ausgehen und brauchen dann weniger Labels.

Wann: Sie haben viel mehr Bilddaten als Labels: andere Orte von der Art, die Sie kartieren werden, andere Zeitpunkte oder den Rest der Szene selbst.

Welches Verfahren: embedding_earth vergleicht Orte Pixel für Pixel und ist für Karten gemacht; ein Zeitpunkt genügt, mehrere sind besser. seco vergleicht ganze Ansichten über mindestens drei Zeitpunkte. cscl schärft die Grenzen zwischen Klassen und braucht Labels: Polygone, ein Klassenraster oder Raster mit den Namen labels oder truth neben den Szenen.

Bilddaten: Raster oder Ordner mit Rastern. Raster eines Ordners mit gleichem Gitter sind Zeitpunkte eines Ortes, ebenso Raster mit Datum, die denselben Boden auf anderen Gittern zeigen. Die Daten werden aus Tags, Dateinamen oder einer Tabelle dates.csv gelesen. embedding_earth kann in jeder seiner zwei Ansichten mehrere Zeitpunkte zeigen, sodass Wolken und einzelne Tage weniger zählen. Kanäle brauchen Namen oder Wellenlängen.

Wie lange: Eine Epoche geht einmal durch alle Bilddaten. Auf dem Prozessor eines Laptops dauert sie etwa eine halbe Minute für jedes Raster von 1000 x 1000 Pixeln, auf einer Grafikkarte viel weniger. Brechen Sie ab, wann Sie wollen: Mit denselben Einstellungen und demselben Ausgabeordner neu gestartet, geht das Training weiter, wo es stehen blieb.

Worauf zu achten ist: Der Verlust sollte sinken. Ein effektiver Rang nahe 1 oder eine Uniformität nahe 0 sagt, dass für das Netz alles gleich aussieht: Geben Sie ihm mehr Bilddaten.

Ein Checkpoint unter Ihren eigenen, in {}, erscheint in den Listen der Gewichte zum Anfangen; jeder andere kann über seinen Ordner gewählt werden.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Steps done, over all runs</source>
   <translation>Ausgeführte Schritte, über alle Läufe</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Steps planned</source>
   <translation>Geplante Schritte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Step at which this run took over; 0 for a new start</source>
   <translation>Schritt, an dem dieser Lauf übernahm; 0 bei einem neuen Anfang</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Loss at the end</source>
   <translation>Verlust am Ende</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Start again with the same settings and the output “{}” to go on where training stopped.</source>
   <translation>Starten Sie mit denselben Einstellungen und der Ausgabe „{}“ neu, damit das Training dort weitergeht, wo es stehen blieb.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>Draw sample points of a map</source>
   <translation>Stichprobenpunkte einer Karte ziehen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>accuracy,validation,stratified random sample,reference,acatama,olofsson</source>
   <translation>Genauigkeit,Validierung,geschichtete Zufallsstichprobe,Referenz,AcATaMa,Olofsson,sample</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>Draws random pixels in each class of a map. Say in the field “reference” of each point what is there, by name or number of the class, from better imagery or from the field, without looking at the map; then “Evaluate a map” with the design stratified gives the accuracy of the map and the true area of each class, with intervals.

How many: about 50 points a class, and 300 to 600 in all, are usual. Points come in random order, so that those answered so far are a sample too.

GeoPackage or CSV, as the ending of the file says. AcATaMa reads both as its sampling file.</source>
   <translation>Zieht zufällige Pixel in jeder Klasse einer Karte. Tragen Sie im Feld „reference“ jedes Punktes ein, was dort ist, als Name oder Nummer der Klasse, nach besseren Bilddaten oder im Gelände, ohne auf die Karte zu sehen; dann nennt „Eine Karte bewerten“ mit dem Entwurf stratified die Genauigkeit der Karte und die wahre Fläche jeder Klasse, mit Intervallen.

Wie viele: Üblich sind etwa 50 Punkte je Klasse und 300 bis 600 insgesamt. Die Punkte kommen in zufälliger Reihenfolge, so dass auch die bisher beantworteten eine Stichprobe sind.

GeoPackage oder CSV, je nach Endung der Datei. AcATaMa liest beide als Stichprobendatei.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>Sample points of {}</source>
   <translation>Stichprobenpunkte von {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/suggest_labels.py" />
   <source>Suggest where to label next</source>
   <translation>Orte für neue Labels vorschlagen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/suggest_labels.py" />
   <source>active learning,uncertainty,labels,polygons,sampling,next</source>
   <translation>aktives Lernen,Unsicherheit,Labels,Polygone,Stichprobe,nächste,active learning</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/suggest_labels.py" />
   <source>Ranks places where a label would help a model most: where it wavers between classes, and where no polygon resembles what is there, each counted by how much of the scene looks like it. Places keep away from each other, from missing data and from what is labelled already.

Each place has a rank, a reason in words, the class that the model takes it for, and an empty field “class”: fill it in where you know the class, and copy the boxes to your labels. Skip a box that shows several classes. Then fine-tune again, and ask for the next places with all labels as LABELS.</source>
   <translation>Ordnet Orte, an denen ein Label einem Modell am meisten helfen würde: wo es zwischen Klassen schwankt und wo kein Polygon dem gleicht, was dort ist, jeweils gewichtet danach, wie viel von der Szene so aussieht. Die Orte halten Abstand voneinander, von fehlenden Daten und von dem, was schon gelabelt ist.

Jeder Ort hat einen Rang, eine Begründung in Worten, die Klasse, für die das Modell ihn hält, und ein leeres Feld „class“: Füllen Sie es aus, wo Sie die Klasse kennen, und kopieren Sie die Kästchen zu Ihren Labels. Lassen Sie ein Kästchen aus, das mehrere Klassen zeigt. Trainieren Sie dann neu, und fragen Sie mit allen Labels als LABELS nach den nächsten Orten.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/suggest_labels.py" />
   <source>Where to label next in {}</source>
   <translation>Orte für neue Labels in {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training.py" />
   <source>Mean IoU on held-out polygons (0-1)</source>
   <translation>Mittlere IoU auf zurückgehaltenen Polygonen (0-1)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training.py" />
   <source>Share of held-out pixels that got their class (0-1)</source>
   <translation>Anteil der zurückgehaltenen Pixel, die ihre Klasse bekamen (0-1)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/worker_run.py" />
   <source>Device: {name} ({device})</source>
   <translation>Gerät: {name} ({device})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Apply to another raster</source>
   <translation>Auf ein anderes Raster anwenden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Maps rasters with the model of “{}”. They need the same bands.</source>
   <translation>Kartiert Raster mit dem Modell von „{}“. Sie brauchen dieselben Kanäle.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>&amp;Layer</source>
   <translation>&amp;Layer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>&amp;Files</source>
   <translation>&amp;Dateien</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>F&amp;older</source>
   <translation>&amp;Ordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>&amp;Polygons too</source>
   <translation>Auch &amp;Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Layer</source>
   <translation>Layer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Raster layer of this project.</source>
   <translation>Rasterlayer dieses Projekts.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Rasters ({})</source>
   <translation>Raster ({})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Files</source>
   <translation>Dateien</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>One or more raster files; they are mapped one after the other.</source>
   <translation>Eine oder mehrere Rasterdateien; sie werden nacheinander kartiert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Every raster in it is mapped, one after the other.</source>
   <translation>Jedes Raster darin wird kartiert, eines nach dem anderen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Also writes the borders of the map as polygons, into a GeoPackage.</source>
   <translation>Schreibt auch die Grenzen der Karte als Polygone in ein GeoPackage.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/apply_dialog.py" />
   <source>Map</source>
   <translation>Kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/applying.py" />
   <source>Mapping “{raster}”{place}</source>
   <translation>„{raster}“ wird kartiert{place}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/applying.py" />
   <source> ({} of {})</source>
   <translation> ({} von {})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/area_table.py" />
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <source>Class</source>
   <translation>Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/area_table.py" />
   <source>Area</source>
   <translation>Fläche</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/area_table.py" />
   <source>Share</source>
   <translation>Anteil</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/area_table.py" />
   <source>Area of each class</source>
   <translation>Fläche jeder Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/area_table.py" />
   <source>Counted from the pixels of the map, with its errors. For areas with their uncertainty, draw sample points and evaluate the map (both are in the toolbox).</source>
   <translation>Aus den Pixeln der Karte gezählt, samt ihren Fehlern. Für Flächen mit ihrer Unsicherheit ziehen Sie Stichprobenpunkte und bewerten Sie die Karte (beides in den Verarbeitungswerkzeugen).</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/area_table.py" />
   <source>{:,} pixels</source>
   <translation>{:,} Pixel</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/checkpoint_combo.py" />
   <source>Automatic ({})</source>
   <translation>Automatisch ({})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/checkpoint_combo.py" />
   <source>The best general start that this computer has.</source>
   <translation>Der beste allgemeine Anfang, den dieser Rechner hat.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/checkpoint_combo.py" />
   <source>Learns from your imagery alone, without any pre-training.</source>
   <translation>Lernt allein aus Ihren Bilddaten, ohne Vortraining.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/checkpoint_combo.py" />
   <source>Folder…</source>
   <translation>Ordner…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/checkpoint_combo.py" />
   <source>Choose the folder of a checkpoint that is not in this list.</source>
   <translation>Wählen Sie den Ordner eines Checkpoints, der nicht in dieser Liste steht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/checkpoint_combo.py" />
   <source>What training starts from. {}</source>
   <translation>Wovon das Training ausgeht. {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/checkpoint_combo.py" />
   <source>Folder of a checkpoint</source>
   <translation>Ordner eines Checkpoints</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/checkpoint_combo.py" />
   <source>{name}: {title}</source>
   <translation>{name}: {title}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/checkpoint_combo.py" />
   <source>Random weights</source>
   <translation>Zufällige Gewichte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_actions.py" />
   <source>Colour of “{}”</source>
   <translation>Farbe von „{}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_menu.py" />
   <source>&amp;Rename	F2</source>
   <translation>&amp;Umbenennen	F2</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_menu.py" />
   <source>&amp;Colour…</source>
   <translation>&amp;Farbe…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_menu.py" />
   <source>&amp;Merge into</source>
   <translation>&amp;Zusammenführen mit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_menu.py" />
   <source>&amp;Delete with its polygons	Del</source>
   <translation>&amp;Löschen, samt Polygonen	Entf</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_panel.py" />
   <source>Add class</source>
   <translation>Klasse hinzufügen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_panel.py" />
   <source>Add a class of this name.</source>
   <translation>Eine Klasse dieses Namens hinzufügen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_panel.py" />
   <source>Change class</source>
   <translation>Klasse ändern</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_panel.py" />
   <source>Rename the chosen class, change its colour, merge it into another or delete it.</source>
   <translation>Die gewählte Klasse umbenennen, umfärben, mit einer anderen zusammenführen oder löschen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_panel.py" />
   <source>New class, such as water</source>
   <translation>Neue Klasse, etwa Wasser</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_panel.py" />
   <source>Name of a new class</source>
   <translation>Name einer neuen Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_panel.py" />
   <source>Type a name and press Enter to add a class.</source>
   <translation>Tippen Sie einen Namen, und drücken Sie die Eingabetaste, um eine Klasse hinzuzufügen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <source>Key</source>
   <translation>Taste</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <source>Pixels</source>
   <translation>Pixel</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <source>Press this key to draw the class; double-click for its colour.</source>
   <translation>Drücken Sie diese Taste, um die Klasse zu zeichnen; Doppelklick für ihre Farbe.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <source>Name of the class, as the map will call it.</source>
   <translation>Name der Klasse, wie ihn die Karte verwenden wird.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <source>Polygons of the class. Three or more let DeepSat tell how well it does.</source>
   <translation>Polygone der Klasse. Ab dreien kann DeepSat sagen, wie gut es ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <source>Labelled pixels of the class; of large polygons by their area.</source>
   <translation>Gelabelte Pixel der Klasse; bei großen Polygonen nach ihrer Fläche.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <source>“{name}”: {polygons} polygons, {pixels} pixels, colour {colour}</source>
   <translation>„{name}“: {polygons} Polygone, {pixels} Pixel, Farbe {colour}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/class_table.py" />
   <source>Digits choose the class to draw, F2 renames, Del deletes, Enter draws, the menu key offers more.</source>
   <translation>Ziffern wählen die zu zeichnende Klasse, F2 benennt um, Entf löscht, die Eingabetaste zeichnet, die Menütaste bietet mehr.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/curve.py" />
   <source>{name}: now {now:.2f}, best {best:.2f}</source>
   <translation>{name}: jetzt {now:.2f}, bestes {best:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <location filename="../../deepsat_qgis/plugin.py" />
   <source>DeepSat</source>
   <translation>DeepSat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>5 Result</source>
   <translation>5 Ergebnis</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>Starting the worker…</source>
   <translation>Der Rechenprozess startet…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>3 Start from</source>
   <translation>3 Ausgangspunkt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>4 Finetune on my labels</source>
   <translation>4 Mit meinen Labels trainieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <location filename="../../deepsat_qgis/plugin.py" />
   <source>Environment…</source>
   <translation>Umgebung…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>What DeepSat computes with: check, install or repair it.</source>
   <translation>Womit DeepSat rechnet: prüfen, installieren oder reparieren.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>Device: {}</source>
   <translation>Gerät: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>Cancelled; nothing was added to the project.</source>
   <translation>Abgebrochen; dem Projekt wurde nichts hinzugefügt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>DeepSat is not set up yet.</source>
   <translation>DeepSat ist noch nicht eingerichtet.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>The set-up was cancelled. What was downloaded is kept for the next time.</source>
   <translation>Die Einrichtung wurde abgebrochen. Was heruntergeladen wurde, bleibt für das nächste Mal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>DeepSat must be set up first.</source>
   <translation>DeepSat muss zuerst eingerichtet werden.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>Results go to {}.</source>
   <translation>Ergebnisse kommen nach {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>Results go to {}, which may be emptied: save the project to keep them beside it.</source>
   <translation>Ergebnisse kommen nach {}, was geleert werden kann: Speichern Sie das Projekt, dann bleiben sie daneben.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Draw a polygon</source>
   <translation>Ein Polygon zeichnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Click corner by corner; a right click ends the polygon. Snapping and tracing are those of QGIS.</source>
   <translation>Klicken Sie Ecke für Ecke; ein Rechtsklick beendet das Polygon. Einrasten und Spurverfolgung sind die von QGIS.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Draw a rectangle</source>
   <translation>Ein Rechteck zeichnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Drag from corner to corner. With Ctrl it erases.</source>
   <translation>Ziehen Sie von Ecke zu Ecke. Mit Strg wird radiert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Paint with a brush</source>
   <translation>Mit dem Pinsel malen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Drag to paint a polygon as wide as the brush. With Ctrl it erases.</source>
   <translation>Ziehen Sie, um ein Polygon von der Breite des Pinsels zu malen. Mit Strg wird radiert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Edit vertices</source>
   <translation>Stützpunkte bearbeiten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Move corners with the vertex tool of QGIS.</source>
   <translation>Ecken mit dem Knotenwerkzeug von QGIS verschieben.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Undo the last edit of the labels.</source>
   <translation>Die letzte Änderung der Labels rückgängig machen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Redo what was undone.</source>
   <translation>Wiederholen, was rückgängig gemacht wurde.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Undo: {}</source>
   <translation>Rückgängig: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source> px</source>
   <translation> px</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Width of the brush</source>
   <translation>Breite des Pinsels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/drawing_bar.py" />
   <source>Width of the brush in pixels of the imagery.</source>
   <translation>Breite des Pinsels in Pixeln des Bildes.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>DeepSat environment</source>
   <translation>DeepSat-Umgebung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>From the &amp;package index</source>
   <translation>Aus dem &amp;Paketindex</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>From a &amp;folder of wheels</source>
   <translation>Aus einem &amp;Ordner mit Wheels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Use a &amp;Python of my own</source>
   <translation>Ein &amp;eigenes Python verwenden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Progress of the installation</source>
   <translation>Fortschritt der Installation</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <location filename="../../deepsat_qgis/dock/setup_panel.py" />
   <source>Stop; what was downloaded is kept for the next time.</source>
   <translation>Anhalten; was heruntergeladen wurde, bleibt für das nächste Mal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>&amp;Check</source>
   <translation>Prü&amp;fen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>C&amp;opy report</source>
   <translation>&amp;Bericht kopieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Check and &amp;repair</source>
   <translation>Prüfen und &amp;reparieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>&amp;Install</source>
   <translation>&amp;Installieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Makes what is missing and replaces what is damaged, in a folder of DeepSat's own. QGIS is not changed.</source>
   <translation>Macht, was fehlt, und ersetzt, was beschädigt ist, in einem eigenen Ordner von DeepSat. QGIS wird nicht verändert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Choose the folder with the wheels first.</source>
   <translation>Wählen Sie zuerst den Ordner mit den Wheels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Choose the program of that Python first.</source>
   <translation>Wählen Sie zuerst das Programm jenes Python.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Cancelled. What was downloaded is kept for the next time.</source>
   <translation>Abgebrochen. Was heruntergeladen wurde, bleibt für das nächste Mal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Checking: every package is looked at, and each device computes something…</source>
   <translation>Prüfung läuft: Jedes Paket wird angesehen, und jedes Gerät rechnet etwas…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Folder of wheels</source>
   <translation>Ordner mit Wheels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>For computers without network: all packages as wheels.</source>
   <translation>Für Rechner ohne Netz: alle Pakete als Wheels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Program of a Python</source>
   <translation>Programm eines Python</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Interpreter of an environment that you made, such as one of conda with CUDA. It is not changed.</source>
   <translation>Interpreter einer Umgebung, die Sie selbst gemacht haben, etwa mit conda und CUDA. Sie wird nicht verändert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Processor (CPU)</source>
   <translation>Prozessor (CPU)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>NVIDIA (CUDA)</source>
   <translation>NVIDIA (CUDA)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Build of torch</source>
   <translation>Ausführung von torch</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Automatic takes the CUDA build, about 3 GB, where an NVIDIA card is found, else the CPU build.</source>
   <translation>„Automatisch“ nimmt die CUDA-Ausführung, etwa 3 GB, wo eine NVIDIA-Karte gefunden wird, sonst die für den Prozessor.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Looks at every package and tries each device. Takes some seconds.</source>
   <translation>Sieht jedes Paket an und erprobt jedes Gerät. Dauert einige Sekunden.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Copies the report; home folders and user names are taken out.</source>
   <translation>Kopiert den Bericht; persönliche Ordner und Benutzernamen werden entfernt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>“Check” writes a report here, to be copied into an issue.</source>
   <translation>„Prüfen“ schreibt hier einen Bericht, der in eine Fehlermeldung kopiert werden kann.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Install or repair</source>
   <translation>Installieren oder reparieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>The environment is there.</source>
   <translation>Die Umgebung ist da.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>The environment is not installed yet.</source>
   <translation>Die Umgebung ist noch nicht installiert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>An installation was begun and did not end; it goes on where it was.</source>
   <translation>Eine Installation wurde begonnen und nicht beendet; sie geht weiter, wo sie war.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>The environment is damaged: {}.</source>
   <translation>Die Umgebung ist beschädigt: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Python</source>
   <translation>Python</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Version</source>
   <translation>Version</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Torch</source>
   <translation>Torch</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/environment_dialog.py" />
   <source>Note</source>
   <translation>Hinweis</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>Draw or load a polygon layer with a few polygons of each class.</source>
   <translation>Zeichnen oder laden Sie einen Polygonlayer mit einigen Polygonen jeder Klasse.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>The label layer needs a field that names the class of each polygon.</source>
   <translation>Der Label-Layer braucht ein Feld, das die Klasse jedes Polygons nennt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>1 Imagery</source>
   <translation>1 Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>2 Labels</source>
   <translation>2 Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery_section.py" />
   <source>More dates</source>
   <translation>Weitere Zeitpunkte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery_section.py" />
   <source>More dates… Add a raster of this place from another date: several tell crops and forests apart. </source>
   <translation>Weitere Zeitpunkte… Ein Raster dieses Ortes von einem anderen Datum hinzufügen: Mehrere unterscheiden Feldfrüchte und Wälder. </translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery_section.py" />
   <source>A raster beside this one is added in the same way.</source>
   <translation>Ein Raster neben diesem wird ebenso hinzugefügt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery_section.py" />
   <source>Load a satellite image or another raster to begin.</source>
   <translation>Laden Sie ein Satellitenbild oder ein anderes Raster, um anzufangen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery_section.py" />
   <source>This imagery cannot be mapped as it is: see section 1.</source>
   <translation>Diese Bilddaten können so nicht kartiert werden: siehe Abschnitt 1.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery_section.py" />
   <source>These rasters do not go together yet: see section 1.</source>
   <translation>Diese Raster passen noch nicht zusammen: siehe Abschnitt 1.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery_section.py" />
   <source>Raster to map. It needs a coordinate reference system and north on top.</source>
   <translation>Zu kartierendes Raster. Es braucht ein Koordinatenbezugssystem, und Norden muss oben sein.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery_section.py" />
   <source>&amp;Imagery</source>
   <translation>&amp;Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>New label layer</source>
   <translation>Neuer Label-Layer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>New label layer: a GeoPackage in the CRS of the imagery, styled by class.</source>
   <translation>Neuer Label-Layer: ein GeoPackage im KBS der Bilddaten, nach Klassen gefärbt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>Labels</source>
   <translation>Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>Polygon layer with a few polygons of each class; unsaved edits count.</source>
   <translation>Polygonlayer mit einigen Polygonen jeder Klasse; nicht gespeicherte Änderungen zählen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>Field that names the class of each polygon, as text or whole number.</source>
   <translation>Feld, das die Klasse jedes Polygons nennt, als Text oder ganze Zahl.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>Learn from the selected polygons and ignore the others.</source>
   <translation>Aus den gewählten Polygonen lernen und die anderen ignorieren.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>La&amp;bels</source>
   <translation>&amp;Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>&amp;Class field</source>
   <translation>&amp;Klassenfeld</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>Selected polygons only ({})</source>
   <translation>Nur gewählte Polygone ({})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_choice.py" />
   <source>Selected polygons only</source>
   <translation>Nur gewählte Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_words.py" />
   <source>Name a class to begin.</source>
   <translation>Benennen Sie eine Klasse, um anzufangen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_words.py" />
   <source>Drawing “{}”: click corners, right-click to end. Digits change the class.</source>
   <translation>„{}“ wird gezeichnet: Ecken anklicken, Rechtsklick beendet. Ziffern wechseln die Klasse.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_words.py" />
   <source>Drawing “{}”: drag; with Ctrl to erase. Digits change the class.</source>
   <translation>„{}“ wird gezeichnet: ziehen; mit Strg radieren. Ziffern wechseln die Klasse.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_words.py" />
   <source>Draw polygons of at least two classes: choose a class and a tool, or press its digit.</source>
   <translation>Zeichnen Sie Polygone von mindestens zwei Klassen: Wählen Sie eine Klasse und ein Werkzeug, oder drücken Sie ihre Ziffer.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_words.py" />
   <source>Unsaved edits; a run uses them.</source>
   <translation>Nicht gespeicherte Änderungen; ein Lauf verwendet sie.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_words.py" />
   <source>This layer is lost when QGIS closes: right-click it and choose Make Permanent….</source>
   <translation>Dieser Layer geht verloren, wenn QGIS schließt: Wählen Sie nach einem Rechtsklick „Permanent machen…“.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_words.py" />
   <source>All edits are saved.</source>
   <translation>Alle Änderungen sind gespeichert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/label_words.py" />
   <source>“{name}” has the colour of “{other}”: the map will give it another.</source>
   <translation>„{name}“ hat die Farbe von „{other}“: Die Karte gibt ihr eine andere.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels_section.py" />
   <source>Save labels</source>
   <translation>Labels speichern</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels_section.py" />
   <source>Colour the layer by class</source>
   <translation>Layer nach Klassen färben</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels_section.py" />
   <source>Write the edits of the label layer to its file; drawing goes on.</source>
   <translation>Schreibt die Änderungen des Label-Layers in seine Datei; das Zeichnen geht weiter.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels_section.py" />
   <source>Draw the label layer in the colours of this table. The map gets the same colours.</source>
   <translation>Zeichnet den Label-Layer in den Farben dieser Tabelle. Die Karte bekommt dieselben Farben.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/live_preview.py" />
   <source>The folder for results cannot be written to: {}.</source>
   <translation>In den Ordner für Ergebnisse kann nicht geschrieben werden: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/live_preview.py" />
   <source>Choose imagery and labels.</source>
   <translation>Wählen Sie Bilddaten und Labels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/live_preview.py" />
   <source>The imagery is not in view.</source>
   <translation>Die Bilddaten sind nicht in der Ansicht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/live_preview.py" />
   <source>Looking at the scene for the first time…</source>
   <translation>Die Szene wird zum ersten Mal angesehen…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/live_preview.py" />
   <source>Previewed in {}; without any training.</source>
   <translation>Vorschau in {}; ohne jedes Training.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/live_preview.py" />
   <source>Only the middle of the view is previewed: zoom in to see all of it.</source>
   <translation>Nur die Mitte der Ansicht hat eine Vorschau: Zoomen Sie hinein, um alles davon zu sehen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/map_view.py" />
   <source>Show image</source>
   <translation>Bild zeigen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/map_view.py" />
   <source>Add the map to the project</source>
   <translation>Die Karte zum Projekt hinzufügen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/map_view.py" />
   <source>Opacity of the map</source>
   <translation>Deckkraft der Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/map_view.py" />
   <source>How strongly the map covers the image, in per cent.</source>
   <translation>Wie stark die Karte das Bild verdeckt, in Prozent.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/map_view.py" />
   <source>Hold it down, with the mouse or the space bar, to see the image alone.</source>
   <translation>Halten Sie es gedrückt, mit der Maus oder der Leertaste, um nur das Bild zu sehen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/map_view.py" />
   <source>The layers of this map are not in the project; its files are there.</source>
   <translation>Die Layer dieser Karte sind nicht im Projekt; ihre Dateien sind da.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/map_view.py" />
   <source>&amp;Opacity</source>
   <translation>&amp;Deckkraft</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/mapping.py" />
   <source>DeepSat: {scene}, {time}</source>
   <translation>DeepSat: {scene}, {time}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/mapping.py" />
   <source>Finetuning on “{scene}”</source>
   <translation>Training auf „{scene}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/mapping.py" />
   <source>Going on with “{name}”</source>
   <translation>„{name}“ geht weiter</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_actions.py" />
   <source>Save the model</source>
   <translation>Modell sichern</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_actions.py" />
   <source>Name of the model</source>
   <translation>Name des Modells</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_actions.py" />
   <source>The model is kept as “{}”.</source>
   <translation>Das Modell bleibt als „{}“ erhalten.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_actions.py" />
   <source>“{name}” is the model of {made} again.</source>
   <translation>„{name}“ ist wieder das Modell von {made}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>&amp;Apply to a raster…</source>
   <translation>Auf Raster &amp;anwenden…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>&amp;Rename…</source>
   <translation>&amp;Umbenennen…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>&amp;Undo its last training</source>
   <translation>Letztes Training &amp;zurücknehmen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Open &amp;folder</source>
   <translation>&amp;Ordner öffnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>&amp;Delete…</source>
   <translation>&amp;Löschen…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Scores are those on polygons that each model had not seen, and compare only where these are the same.</source>
   <translation>Die Werte gelten für Polygone, die das jeweilige Modell nicht gesehen hatte, und sind nur vergleichbar, wo diese dieselben sind.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>There is no model yet: finetune one on your labels.</source>
   <translation>Es gibt noch kein Modell: Trainieren Sie eines mit Ihren Labels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Rename the model</source>
   <translation>Modell umbenennen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Delete the model</source>
   <translation>Modell löschen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Delete the model of “{name}” from the disk? Its map stays, but nothing can be mapped with the model any more.

{folder}</source>
   <translation>Das Modell von „{name}“ vom Datenträger löschen? Seine Karte bleibt, aber mit dem Modell kann dann nichts mehr kartiert werden.

{folder}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Card of the selected model</source>
   <translation>Beschreibung des gewählten Modells</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Maps another raster with the selected model.</source>
   <translation>Kartiert ein anderes Raster mit dem gewählten Modell.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Gives the selected model another name.</source>
   <translation>Gibt dem gewählten Modell einen anderen Namen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Gives its place back to the model that it replaced; again, to redo it.</source>
   <translation>Gibt dem Modell, das es ersetzt hat, seinen Platz zurück; noch einmal, um das rückgängig zu machen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Shows the files of the selected model.</source>
   <translation>Zeigt die Dateien des gewählten Modells.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Removes the selected model from the disk, after asking.</source>
   <translation>Entfernt das gewählte Modell nach einer Rückfrage vom Datenträger.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Pixels right</source>
   <translation>Pixel richtig</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/model_manager.py" />
   <source>Made (UTC)</source>
   <translation>Gemacht (UTC)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/new_labels.py" />
   <source>Save the new labels as</source>
   <translation>Neue Labels speichern unter</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/new_labels.py" />
   <source>GeoPackage (*.gpkg)</source>
   <translation>GeoPackage (*.gpkg)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/notice.py" />
   <source>Details</source>
   <translation>Details</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/notice.py" />
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/notice.py" />
   <source>Close this message</source>
   <translation>Diese Meldung schließen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/notice.py" />
   <source>Show what the worker reported</source>
   <translation>Zeigen, was der Rechenprozess gemeldet hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/notice.py" />
   <source>Copy message and details</source>
   <translation>Meldung und Details kopieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/notice.py" />
   <source>Details of the message</source>
   <translation>Details der Meldung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/panel.py" />
   <source>{count} places to label next are in the layer “Where to label next”, the most useful first: {reason}. Draw labels there, or fill in the field “class” of the boxes.</source>
   <translation>{count} Orte für neue Labels sind im Layer „Orte für neue Labels“, die nützlichsten zuerst: {reason}. Zeichnen Sie dort Labels, oder füllen Sie das Feld „class“ der Kästchen aus.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/panel.py" />
   <source>The run was interrupted with its project. Open that project again to go on with it.</source>
   <translation>Der Lauf wurde mit seinem Projekt unterbrochen. Öffnen Sie dieses Projekt wieder, um ihn fortzusetzen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/polygons_task.py" />
   <source>Drawing the polygons of “{name}”</source>
   <translation>Die Polygone von „{name}“ werden gezeichnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/problem_list.py" />
   <source>Problems of the labels</source>
   <translation>Probleme der Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/problem_list.py" />
   <source>Click a problem to see its place on the map; Enter does the same.</source>
   <translation>Klicken Sie ein Problem an, um seine Stelle auf der Karte zu sehen; die Eingabetaste tut dasselbe.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/problem_list.py" />
   <source>1 problem; it does not stop a run:</source>
   <translation>1 Problem; es verhindert keinen Lauf:</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/problem_list.py" />
   <source>{count} problems, of which {listed} are listed; they do not stop a run:</source>
   <translation>{count} Probleme, davon {listed} aufgeführt; sie verhindern keinen Lauf:</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/problem_list.py" />
   <source>{} problems; they do not stop a run:</source>
   <translation>{} Probleme; sie verhindern keinen Lauf:</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/progress_line.py" />
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/progress_line.py" />
   <source>Starting…</source>
   <translation>Wird gestartet…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/progress_line.py" />
   <source>Cancelling…</source>
   <translation>Wird abgebrochen…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/restoring.py" />
   <source>Restoring the model before “{name}”</source>
   <translation>Das Modell vor „{name}“ wird wiederhergestellt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Apply to another raster…</source>
   <translation>Auf anderes Raster anwenden…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>As polygons</source>
   <translation>Als Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Copy areas</source>
   <translation>Flächen kopieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Open report</source>
   <translation>Bericht öffnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Open folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Save model…</source>
   <translation>Modell sichern…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Models…</source>
   <translation>Modelle…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>“{name}” is ready, after {time}.</source>
   <translation>„{name}“ ist fertig, nach {time}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Go back to an earlier map, or forward again; its layers are shown.</source>
   <translation>Zurück zu einer früheren Karte oder wieder vor; ihre Layer werden gezeigt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Ranks ten places where a label would help this model most.</source>
   <translation>Ordnet zehn Orte, an denen ein Label diesem Modell am meisten helfen würde.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Maps another raster, or a folder of rasters, with this model.</source>
   <translation>Kartiert ein anderes Raster oder einen Ordner mit Rastern mit diesem Modell.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Draws the map as polygons along its pixels; the toolbox can simplify them.</source>
   <translation>Zeichnet die Karte als Polygone entlang ihrer Pixel; die Verarbeitungswerkzeuge können sie vereinfachen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Copies the table of areas, for a spreadsheet.</source>
   <translation>Kopiert die Tabelle der Flächen, für eine Tabellenkalkulation.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Accuracy on held-out polygons class by class, training curve and settings.</source>
   <translation>Genauigkeit auf zurückgehaltenen Polygonen je Klasse, Trainingskurve und Einstellungen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Folder with map, model, report and a copy of the labels.</source>
   <translation>Ordner mit Karte, Modell, Bericht und einer Kopie der Labels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Keeps this model under a name, outside the project.</source>
   <translation>Behält dieses Modell unter einem Namen, außerhalb des Projekts.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Compare, rename and delete the models on this computer.</source>
   <translation>Die Modelle auf diesem Rechner vergleichen, umbenennen und löschen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result_panel.py" />
   <source>Mapped with the model in {}. It learnt elsewhere: how good it is here is not known.</source>
   <translation>Mit dem Modell in {} kartiert. Es hat anderswo gelernt: Wie gut es hier ist, ist nicht bekannt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/resume_offer.py" />
   <source>Go on</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/resume_offer.py" />
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/resume_offer.py" />
   <source>Runs the same job with the same labels in the same folder; a training goes on where it was saved.</source>
   <translation>Führt dieselbe Arbeit mit denselben Labels im selben Ordner aus; ein Training geht weiter, wo es gespeichert wurde.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/resume_offer.py" />
   <source>Removes what the interrupted run has saved.</source>
   <translation>Entfernt, was der unterbrochene Lauf gespeichert hat.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/resume_offer.py" />
   <source>“{name}” was interrupted before it was done.</source>
   <translation>„{name}“ wurde unterbrochen, bevor es fertig war.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Finetune on my labels</source>
   <translation>Mit meinen Labels trainieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Stop; nothing is added to the project.</source>
   <translation>Anhalten; dem Projekt wird nichts hinzugefügt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Skill on held-out polygons (mean IoU)</source>
   <translation>Güte auf zurückgehaltenen Polygonen (mittlere IoU)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Live preview</source>
   <translation>Live-Vorschau</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Back to the map before</source>
   <translation>Zurück zur vorigen Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Teach a network your classes and map the whole image with it.</source>
   <translation>Einem Netz Ihre Klassen beibringen und das ganze Bild damit kartieren.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Maps what is in view at once, and again whenever the labels change or the map is moved: a quick look without any training, less good than the map that the button makes.</source>
   <translation>Kartiert sofort, was zu sehen ist, und wieder, sobald sich die Labels ändern oder die Karte bewegt wird: ein schneller Blick ohne jedes Training, weniger gut als die Karte, die die Schaltfläche macht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Skill on held-out polygons so far: mean IoU {:.2f}</source>
   <translation>Güte auf zurückgehaltenen Polygonen bisher: mittlere IoU {:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>The map before</source>
   <translation>Die vorige Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>Makes “{name}” the current map and model again. Nothing is deleted.</source>
   <translation>Macht „{name}“ wieder zu Karte und Modell von jetzt. Nichts wird gelöscht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/run_panel.py" />
   <source>{stage} About {time} left.</source>
   <translation>{stage} Noch etwa {time}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/series_table.py" />
   <source>Remove date</source>
   <translation>Zeitpunkt entfernen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/series_table.py" />
   <source>Date</source>
   <translation>Datum</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/series_table.py" />
   <source>Raster</source>
   <translation>Raster</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/series_table.py" />
   <source>Dates of the time series</source>
   <translation>Zeitpunkte der Zeitreihe</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/series_table.py" />
   <source>F2 or a double click changes a date, Del removes a raster.</source>
   <translation>F2 oder ein Doppelklick ändert ein Datum, Entf entfernt ein Raster.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/series_table.py" />
   <source>Take the chosen raster out of the series; the layer stays in the project.</source>
   <translation>Das gewählte Raster aus der Zeitreihe nehmen; der Layer bleibt im Projekt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/series_table.py" />
   <source>Load more rasters of this place first</source>
   <translation>Laden Sie zuerst weitere Raster dieses Ortes</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup_panel.py" />
   <source>Set up DeepSat</source>
   <translation>DeepSat einrichten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup_panel.py" />
   <source>Progress of the set-up</source>
   <translation>Fortschritt der Einrichtung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup_panel.py" />
   <source>Makes a Python environment of DeepSat's own; QGIS' own Python stays as it is.</source>
   <translation>Macht eine eigene Python-Umgebung für DeepSat; das Python von QGIS bleibt, wie es ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup_panel.py" />
   <source>DeepSat computes in a Python environment of its own, which is made once and needs a few gigabytes.</source>
   <translation>DeepSat rechnet in einer eigenen Python-Umgebung, die einmal gemacht wird und einige Gigabyte braucht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup_panel.py" />
   <source>DeepSat is being set up. This can take some minutes; QGIS can be used meanwhile.</source>
   <translation>DeepSat wird eingerichtet. Das kann einige Minuten dauern; QGIS ist inzwischen benutzbar.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Continue from the last model</source>
   <translation>Letztes Modell weitertrainieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Advanced settings</source>
   <translation>Erweiterte Einstellungen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Start from</source>
   <translation>Ausgangspunkt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Goes on training the model of “{name}” with the labels as they are now, instead of starting anew. Classes may have come or gone. Scores on polygons that it has learnt from before lean to the optimistic side.</source>
   <translation>Trainiert das Modell von „{name}“ mit den jetzigen Labels weiter, statt neu anzufangen. Klassen dürfen hinzugekommen oder weggefallen sein. Werte auf Polygonen, aus denen es schon gelernt hat, fallen eher zu gut aus.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>the last run</source>
   <translation>letzter Lauf</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source> min</source>
   <translation> min</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Longest time</source>
   <translation>Längste Zeit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Training stops earlier when it no longer improves. In minutes.</source>
   <translation>Das Training endet früher, wenn es nicht mehr besser wird. In Minuten.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>What to compute on. Automatic takes a graphics card that works, else the processor.</source>
   <translation>Womit gerechnet wird. „Automatisch“ nimmt eine Grafikkarte, die funktioniert, sonst den Prozessor.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>The same seed gives the same map on the same device.</source>
   <translation>Derselbe Startwert ergibt auf demselben Gerät dieselbe Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Lon&amp;gest time</source>
   <translation>Längste &amp;Zeit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>&amp;Device</source>
   <translation>&amp;Gerät</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>S&amp;eed</source>
   <translation>&amp;Startwert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>NVIDIA graphics card (CUDA)</source>
   <translation>NVIDIA-Grafikkarte (CUDA)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start_panel.py" />
   <source>Apple graphics (MPS)</source>
   <translation>Apple-Grafik (MPS)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/suggesting.py" />
   <source>Looking for places to label next</source>
   <translation>Orte für neue Labels werden gesucht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/failures.py" />
   <source>Expected: {}.</source>
   <translation>Erwartet: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/failures.py" />
   <source>Found: {}.</source>
   <translation>Gefunden: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Rename class “{old}” to “{new}”</source>
   <translation>Klasse „{old}“ in „{new}“ umbenennen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Merge class “{old}” into “{new}”</source>
   <translation>Klasse „{old}“ mit „{new}“ zusammenführen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Delete class “{}”</source>
   <translation>Klasse „{}“ löschen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Draw “{}”</source>
   <translation>„{}“ zeichnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Erase</source>
   <translation>Radieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a whole number</source>
   <translation>eine ganze Zahl</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>at most {} letters</source>
   <translation>höchstens {} Zeichen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>{wanted} for the field “{field}”</source>
   <translation>{wanted} für das Feld „{field}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a name</source>
   <translation>ein Name</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>none</source>
   <translation>keiner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a name that no other class has</source>
   <translation>ein Name, den keine andere Klasse hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a second class “{}”</source>
   <translation>eine zweite Klasse „{}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Type another name, or merge the two classes.</source>
   <translation>Geben Sie einen anderen Namen ein, oder führen Sie die beiden Klassen zusammen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a label layer that can be edited</source>
   <translation>ein Label-Layer, der bearbeitet werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>“{name}” is read-only: {source}</source>
   <translation>„{name}“ ist schreibgeschützt: {source}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Save the labels as a new layer (Export &gt; Save Features As…) and choose that one.</source>
   <translation>Speichern Sie die Labels als neuen Layer (Exportieren &gt; Objekte speichern als…), und wählen Sie diesen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>a file of that name exists</source>
   <translation>eine Datei dieses Namens ist schon da</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>a label file that can be written to</source>
   <translation>eine Label-Datei, in die geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>Your polygons are still in the layer: remove the reason, then save again.</source>
   <translation>Ihre Polygone sind noch im Layer: Beseitigen Sie die Ursache, und speichern Sie erneut.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>a folder that a label file can be written to</source>
   <translation>ein Ordner, in den eine Label-Datei geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>Choose another folder or another name.</source>
   <translation>Wählen Sie einen anderen Ordner oder einen anderen Namen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>{} is empty</source>
   <translation>{} ist leer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>{} has no class</source>
   <translation>{} hat keine Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>{} lies outside the imagery</source>
   <translation>{} liegt außerhalb der Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>{} holds no pixel's centre</source>
   <translation>{} enthält keine Pixelmitte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>“{name}” and “{other}” overlap</source>
   <translation>„{name}“ und „{other}“ überlappen sich</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>Polygon {}</source>
   <translation>Polygon {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>A polygon not saved yet</source>
   <translation>Ein noch nicht gespeichertes Polygon</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/preview_layer.py" />
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Land cover</source>
   <translation>Landbedeckung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Confidence (%)</source>
   <translation>Konfidenz (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Land cover, polygons</source>
   <translation>Landbedeckung, Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>Found {found}. {remedy}</source>
   <translation>Gefunden: {found}. {remedy}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>1 band</source>
   <translation>1 Kanal</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>{} bands</source>
   <translation>{} Kanäle</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>{bands}, {columns} × {rows} pixels of {size}</source>
   <translation>{bands}, {columns} × {rows} Pixel von {size}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>band {}</source>
   <translation>Kanal {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>Bands: {}</source>
   <translation>Kanäle: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>Values as {}</source>
   <translation>Werte als {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>about {:.3g} m</source>
   <translation>etwa {:.3g} m</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>no NoData</source>
   <translation>kein NoData</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>NoData {}</source>
   <translation>NoData {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>only NoData where looked at</source>
   <translation>nur NoData, wo nachgesehen wurde</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>Values {:.4g} to {:.4g}</source>
   <translation>Werte {:.4g} bis {:.4g}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>A picture with a colour table: its values are numbers of colours, not measurements. Convert it to RGB </source>
   <translation>Ein Bild mit Farbtabelle: Seine Werte sind Nummern von Farben, keine Messwerte. Wandeln Sie es in RGB um </translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>(Raster &gt; Conversion &gt; PCT to RGB…) or choose the image that it was made from.</source>
   <translation>(Raster &gt; Konvertierung &gt; PCT nach RGB…), oder wählen Sie das Bild, aus dem es gemacht wurde.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>A single band rarely tells land cover apart; take the image with all of its bands.</source>
   <translation>Ein einzelner Kanal unterscheidet Landbedeckung selten; nehmen Sie das Bild mit allen Kanälen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>Very small: below {} pixels a side there is little to learn from.</source>
   <translation>Sehr klein: Unter {} Pixeln je Seite gibt es wenig zu lernen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series.py" />
   <source>Give each raster its date as YYYY-MM-DD: {}.</source>
   <translation>Geben Sie jedem Raster sein Datum als JJJJ-MM-TT: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series.py" />
   <source>{names} show one place and have the same date, {date}.</source>
   <translation>{names} zeigen einen Ort und haben dasselbe Datum, {date}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series.py" />
   <source>“{name}” cannot be used: {problem}</source>
   <translation>„{name}“ kann nicht verwendet werden: {problem}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series.py" />
   <source>“{name}” has {bands} bands, “{first}” {expected}.</source>
   <translation>„{name}“ hat {bands} Kanäle, „{first}“ {expected}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series.py" />
   <source>{} rasters side by side are read as one.</source>
   <translation>{} Raster nebeneinander werden als eines gelesen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series.py" />
   <source>Resampled to the pixels of “{first}”, the earliest: {names}.</source>
   <translation>Auf die Pixel von „{first}“, dem frühesten, umgerechnet: {names}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/plugin.py" />
   <source>Show or hide the DeepSat panel</source>
   <translation>DeepSat-Fenster zeigen oder verbergen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/plugin.py" />
   <source>Check, install or repair what DeepSat computes with</source>
   <translation>Prüfen, installieren oder reparieren, womit DeepSat rechnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/provider.py" />
   <source>DeepSat: land-cover maps from a few labelled polygons</source>
   <translation>DeepSat: Landbedeckungskarten aus wenigen gelabelten Polygonen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>No polygon could be held out, so nothing is known about the skill: label at least two polygons of each class.</source>
   <translation>Kein Polygon konnte zurückgehalten werden, also ist über die Güte nichts bekannt: Zeichnen Sie mindestens zwei Polygone jeder Klasse.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>Of polygons that it had not seen, {overall} of the pixels got their class (mean IoU {mean_iou:.2f}). This is skill on your polygons, not the accuracy of the whole map.</source>
   <translation>Von Polygonen, die es nicht gesehen hatte, bekamen {overall} der Pixel ihre Klasse (mittlere IoU {mean_iou:.2f}). Das ist die Güte auf Ihren Polygonen, nicht die Genauigkeit der ganzen Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{overall} of the map is right, give or take {half} (95 % confidence, {points} sample points).</source>
   <translation>{overall} der Karte stimmen, mit einer Unsicherheit von ±{half} (95 % Konfidenz, {points} Stichprobenpunkte).</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{title}: {overall} of {pixels} pixels are right. This is not the accuracy of the whole map.</source>
   <translation>{title}: {overall} von {pixels} Pixeln stimmen. Das ist nicht die Genauigkeit der ganzen Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.0f} %</source>
   <translation>{:.0f} %</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:,.0f} km²</source>
   <translation>{:,.0f} km²</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:,.0f} ha</source>
   <translation>{:,.0f} ha</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.1f} ha</source>
   <translation>{:.1f} ha</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:,.0f} m²</source>
   <translation>{:,.0f} m²</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.0f} s</source>
   <translation>{:.0f} s</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.0f} min</source>
   <translation>{:.0f} min</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.1f} h</source>
   <translation>{:.1f} h</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>effective rank {:.1f}</source>
   <translation>effektiver Rang {:.1f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>uniformity {:.2f}</source>
   <translation>Uniformität {:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>alignment {:.2f}</source>
   <translation>Alignment {:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.1f} images/s</source>
   <translation>{:.1f} Bilder/s</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>about {} left</source>
   <translation>noch etwa {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{steps} of {planned} steps on {rasters} rasters of {places} places took {time}.</source>
   <translation>{steps} von {planned} Schritten auf {rasters} Rastern von {places} Orten dauerten {time}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Raster to learn from; several of one place, or a folder of them, make a time series, several side by side one raster.</source>
   <translation>Raster, aus dem gelernt wird; mehrere von einem Ort, oder ein Ordner mit ihnen, bilden eine Zeitreihe, mehrere nebeneinander ein Raster.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Vector file with the labelled polygons.</source>
   <translation>Vektordatei mit den gelabelten Polygonen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Field of the labels that names the class, as text or whole number.</source>
   <translation>Feld der Labels, das die Klasse nennt, als Text oder ganze Zahl.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Folder that the fine-tuned model is written to.</source>
   <translation>Ordner, in den das trainierte Modell geschrieben wird.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Layer inside the label file; empty for its only layer.</source>
   <translation>Layer in der Label-Datei; leer für ihren einzigen Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Acquisition date of each raster as YYYY-MM-DD, or of each date that a single raster stacks; empty to take dates from tags and file names.</source>
   <translation>Aufnahmedatum jedes Rasters als JJJJ-MM-TT, oder jedes Zeitpunkts, den ein einzelnes Raster stapelt; leer, um die Daten aus Tags und Dateinamen zu nehmen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Weights to start from: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint, its folder, or the folder of a model to continue from.</source>
   <translation>Gewichte, von denen ausgegangen wird: 'auto' für die von DeepSat, wo sie installiert sind, 'random' für zufällige, der Name eines Checkpoints, sein Ordner oder der Ordner eines Modells, um damit weiterzumachen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Loss that is minimised: 'cross_entropy'.</source>
   <translation>Verlustfunktion, die minimiert wird: 'cross_entropy'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same model on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät dasselbe Modell.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.</source>
   <translation>Gerät, auf dem gerechnet wird: 'auto', 'cpu', 'cuda', 'cuda:N' oder 'mps'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Longest time to fine-tune for, in minutes.</source>
   <translation>Längste Zeit für das Training, in Minuten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>HTML report to write; empty for none.</source>
   <translation>HTML-Bericht, der geschrieben wird; leer für keinen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Cloud mask of each raster of a series, a raster that is not 0 where the ground is hidden; a band called SCL is such a mask without being named.</source>
   <translation>Wolkenmaske jedes Rasters einer Zeitreihe: ein Raster, das nicht 0 ist, wo der Boden verdeckt ist; ein Kanal namens SCL ist eine solche Maske, ohne genannt zu werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>How much finer than the imagery the map shall be: 2 or 4 for pixels of half or a quarter of its side; 1 for the imagery's own.</source>
   <translation>Wie viel feiner als die Bilddaten die Karte sein soll: 2 oder 4 für Pixel mit halber oder viertel Seitenlänge; 1 für die der Bilddaten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Colours of classes in the map, as name=#rrggbb; the other classes get colours of their own.</source>
   <translation>Farben von Klassen in der Karte, als name=#rrggbb; die anderen Klassen bekommen eigene Farben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Raster to map; for a model of a time series several with dates, as many as there are. Rasters side by side, or a folder of them, are mapped as one.</source>
   <translation>Zu kartierendes Raster; für ein Modell einer Zeitreihe mehrere mit Datum, so viele es gibt. Raster nebeneinander, oder ein Ordner mit ihnen, werden als eines kartiert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Folder of the fine-tuned model.</source>
   <translation>Ordner des trainierten Modells.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Class raster to write (GeoTIFF): value k is class k of the model, 255 is NoData.</source>
   <translation>Klassenraster, das geschrieben wird (GeoTIFF): Der Wert k ist die Klasse k des Modells, 255 ist NoData.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Part to map as xmin, ymin, xmax, ymax in the raster's CRS; empty for all of it.</source>
   <translation>Zu kartierender Ausschnitt als xmin, ymin, xmax, ymax im KBS des Rasters; leer für das ganze.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of class probabilities to write, one band a class, 0-100 %; empty for none.</source>
   <translation>Raster der Klassenwahrscheinlichkeiten, ein Kanal je Klasse, 0-100 %; leer für keines.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of the winning class' probability to write, 0-100 %; empty for none.</source>
   <translation>Raster der Wahrscheinlichkeit der gewählten Klasse, 0-100 %; leer für keines.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>What runs the network: 'auto' for the fastest that is right on this computer, 'torch' or 'openvino' (CPU).</source>
   <translation>Womit das Netz läuft: 'auto' für das Schnellste, das auf diesem Rechner richtig rechnet, 'torch' oder 'openvino' (CPU).</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Ask the network about each tile in all eight turns and reflections and take the mean; takes up to eight times as long.</source>
   <translation>Das Netz jede Kachel in allen acht Drehungen und Spiegelungen beurteilen lassen und das Mittel nehmen; dauert bis zu achtmal so lange.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Vector file with polygons in any CRS: only pixels whose centre lies inside are mapped, all others are NoData; empty for all of the raster.</source>
   <translation>Vektordatei mit Polygonen in beliebigem KBS: Nur Pixel, deren Mitte darin liegt, werden kartiert, alle anderen sind NoData; leer für das ganze Raster.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Layer inside that file; empty for its only layer.</source>
   <translation>Layer in dieser Datei; leer für ihren einzigen Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Raster of how undecided the model is among all classes, 0-100 % of the highest entropy; empty for none.</source>
   <translation>Raster davon, wie unentschieden das Modell zwischen allen Klassen ist, 0-100 % der höchsten Entropie; leer für keines.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Polygons of the map to write (GeoPackage), with class, class_id, colour and hectares; empty for none.</source>
   <translation>Polygone der Karte, die geschrieben werden (GeoPackage), mit class, class_id, colour und hectares; leer für keine.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border with. 0 to keep all. The class raster stays as it is.</source>
   <translation>Kleinstes Polygon in Quadratmetern: Kleinere Flächen gehen an den Nachbarn, mit dem sie die längste Grenze teilen. 0, um alle zu behalten. Das Klassenraster bleibt, wie es ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Simplify borders of polygons: detail up to about this many metres wide goes, and neighbours keep one common border. One and a half pixels straighten stairs; 0 follows pixel edges exactly.</source>
   <translation>Grenzen der Polygone vereinfachen: Einzelheiten bis etwa zu dieser Breite in Metern fallen weg, und Nachbarn behalten eine gemeinsame Grenze. Anderthalb Pixel begradigen Treppen; 0 folgt genau den Pixelkanten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Raster to learn from and to map; several of one place, or a folder of them, make a time series.</source>
   <translation>Raster, aus dem gelernt und das kartiert wird; mehrere von einem Ort, oder ein Ordner mit ihnen, bilden eine Zeitreihe.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same map on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät dieselbe Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Class raster to draw the polygons of, by DeepSat or any other program.</source>
   <translation>Klassenraster, dessen Polygone gezeichnet werden, von DeepSat oder jedem anderen Programm.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Polygons to write (GeoPackage), with class, class_id, colour and hectares.</source>
   <translation>Polygone, die geschrieben werden (GeoPackage), mit class, class_id, colour und hectares.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border with. 0 to keep all.</source>
   <translation>Kleinstes Polygon in Quadratmetern: Kleinere Flächen gehen an den Nachbarn, mit dem sie die längste Grenze teilen. 0, um alle zu behalten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Simplify borders: detail up to about this many metres wide goes, and neighbours keep one common border. One and a half pixels straighten stairs; 0 follows pixel edges exactly.</source>
   <translation>Grenzen vereinfachen: Einzelheiten bis etwa zu dieser Breite in Metern fallen weg, und Nachbarn behalten eine gemeinsame Grenze. Anderthalb Pixel begradigen Treppen; 0 folgt genau den Pixelkanten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Class raster to write (GeoTIFF): value k is the k-th class, 255 is NoData.</source>
   <translation>Klassenraster, das geschrieben wird (GeoTIFF): Der Wert k ist die k-te Klasse, 255 ist NoData.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Part to map as xmin, ymin, xmax, ymax in the raster's CRS, at most 2048 x 2048 pixels; empty for all of it.</source>
   <translation>Zu kartierender Ausschnitt als xmin, ymin, xmax, ymax im KBS des Rasters, höchstens 2048 x 2048 Pixel; leer für das ganze.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Weights to look with: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint, its folder, or the folder of a model.</source>
   <translation>Gewichte, mit denen hingesehen wird: 'auto' für die von DeepSat, wo sie installiert sind, 'random' für zufällige, der Name eines Checkpoints, sein Ordner oder der Ordner eines Modells.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Raster to find places in; for a model of a time series several with dates.</source>
   <translation>Raster, in dem Orte gesucht werden; für ein Modell einer Zeitreihe mehrere mit Datum.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Places to write (GeoPackage or GeoJSON), ranked, each with its reason.</source>
   <translation>Orte, die geschrieben werden (GeoPackage oder GeoJSON), nach Rang, jeder mit seiner Begründung.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Vector file with the polygons that are labelled already; empty for none.</source>
   <translation>Vektordatei mit den schon gelabelten Polygonen; leer für keine.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>How many places to suggest.</source>
   <translation>Wie viele Orte vorgeschlagen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>How to draw a place: 'boxes' of a few pixels, or 'points' in their middles.</source>
   <translation>Wie ein Ort gezeichnet wird: 'boxes' für Kästchen von einigen Pixeln oder 'points' für Punkte in ihrer Mitte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same places on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät dieselben Orte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Raster to look at; several rasters of one place make a time series.</source>
   <translation>Raster, das angesehen wird; mehrere Raster von einem Ort bilden eine Zeitreihe.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Checkpoints to compare with the first of them: 'auto' for DeepSat's own, 'random', names of checkpoints, or their folders.</source>
   <translation>Checkpoints, die mit dem ersten von ihnen verglichen werden: 'auto' für den von DeepSat, 'random' für zufällige Gewichte, Namen von Checkpoints oder ihre Ordner.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Table to write (CSV); empty for none.</source>
   <translation>Tabelle, die geschrieben wird (CSV); leer für keine.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>How many of the nearest labelled pixels to ask.</source>
   <translation>Wie viele der nächsten gelabelten Pixel befragt werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same scores on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät dieselben Werte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Rasters or folders to learn from; rasters of one folder that show the same ground are dates of one place.</source>
   <translation>Raster oder Ordner, aus denen gelernt wird; Raster eines Ordners, die denselben Boden zeigen, sind Zeitpunkte eines Ortes.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Folder that the checkpoint is written to.</source>
   <translation>Ordner, in den der Checkpoint geschrieben wird.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Method: 'embedding_earth', 'seco' or 'cscl'.</source>
   <translation>Verfahren: 'embedding_earth', 'seco' oder 'cscl'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Weights to start from: 'random', 'auto' for DeepSat's own where they are installed, the name of a checkpoint, or its folder.</source>
   <translation>Gewichte, von denen ausgegangen wird: 'random' für zufällige, 'auto' für die von DeepSat, wo sie installiert sind, der Name eines Checkpoints oder sein Ordner.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>For cscl: vector file with labelled polygons, or raster of classes; empty for rasters named labels or truth beside the scenes.</source>
   <translation>Für cscl: Vektordatei mit gelabelten Polygonen oder Raster mit Klassen; leer für Raster mit den Namen labels oder truth neben den Szenen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>For cscl with polygons: field that names the class.</source>
   <translation>Für cscl mit Polygonen: Feld, das die Klasse nennt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>For embedding_earth: dates that each of the two views of a place shows; the mean of their features is compared, so that clouds and single days count less. 2 or more need imagery of several dates.</source>
   <translation>Für embedding_earth: Zeitpunkte, die jede der zwei Ansichten eines Ortes zeigt; verglichen wird das Mittel ihrer Merkmale, sodass Wolken und einzelne Tage weniger zählen. 2 oder mehr brauchen Bilddaten von mehreren Zeitpunkten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>How often to go through the imagery.</source>
   <translation>Wie oft die Bilddaten durchgegangen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same checkpoint on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät denselben Checkpoint.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Longest time to train for, in minutes; 0 for no limit.</source>
   <translation>Längste Zeit für das Training, in Minuten; 0 ohne Grenze.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Licence and credits of the imagery, to be written in the checkpoint's card.</source>
   <translation>Lizenz und Nachweise der Bilddaten, die in die Beschreibung des Checkpoints geschrieben werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>File or folder with the published weights.</source>
   <translation>Datei oder Ordner mit den veröffentlichten Gewichten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>What the weights are: 'auto' to find out, 'seco' (Lightning file of SeCo or CACo), 'torchgeo' (ResNet of torchgeo, timm or torchvision), 'ssl4eo' (SSL4EO-S12 or SeCo-Eco), 'smp' (folder of segmentation-models-pytorch) or 'galileo'.</source>
   <translation>Was die Gewichte sind: 'auto', um es herauszufinden, 'seco' (Lightning-Datei von SeCo oder CACo), 'torchgeo' (ResNet von torchgeo, timm oder torchvision), 'ssl4eo' (SSL4EO-S12 oder SeCo-Eco), 'smp' (Ordner von segmentation-models-pytorch) oder 'galileo'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Name of the weights: seco-resnet18-100k, seco-resnet18-1m, seco-resnet50-100k, seco-resnet50-1m, ssl4eo-s12-resnet18-moco, ssl4eo-s12-resnet50-moco, ssl4eo-s12-resnet50-dino, ssl4eo-s12-resnet50-decur, seco-eco-resnet50.</source>
   <translation>Name der Gewichte: seco-resnet18-100k, seco-resnet18-1m, seco-resnet50-100k, seco-resnet50-1m, ssl4eo-s12-resnet18-moco, ssl4eo-s12-resnet50-moco, ssl4eo-s12-resnet50-dino, ssl4eo-s12-resnet50-decur, seco-eco-resnet50.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Folder that the checkpoint is written to; empty for your own checkpoints.</source>
   <translation>Ordner, in den der Checkpoint geschrieben wird; leer für Ihre eigenen Checkpoints.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Address of a mirror, with {file} for the file's name; empty for that of the variable DEEPSAT_CHECKPOINT_URL, and without that for where the weights were published.</source>
   <translation>Adresse eines Spiegelservers, mit {file} für den Namen der Datei; leer für die der Variablen DEEPSAT_CHECKPOINT_URL, und ohne diese dafür, wo die Gewichte veröffentlicht wurden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Class raster to evaluate, by DeepSat or any other program.</source>
   <translation>Klassenraster, das bewertet wird, von DeepSat oder jedem anderen Programm.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>What is there: vector file with polygons or points that the map was not made from, CSV with the columns x and y in the map's CRS, or raster of classes.</source>
   <translation>Was dort ist: Vektordatei mit Polygonen oder Punkten, aus denen die Karte nicht gemacht wurde, CSV mit den Spalten x und y im KBS der Karte oder Raster mit Klassen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Field of the reference that names the class, as text or number; empty for a raster, and for the field reference of sample points.</source>
   <translation>Feld der Referenz, das die Klasse nennt, als Text oder Zahl; leer bei einem Raster und für das Feld reference von Stichprobenpunkten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>How the reference was chosen: 'held_out' by a person or as a raster, for skill; 'stratified' at random in each class of the map, as sample points are, or 'simple' at random anywhere, for map accuracy and areas.</source>
   <translation>Wie die Referenz gewählt wurde: 'held_out' von jemandem oder als Raster, für die Güte; 'stratified' zufällig in jeder Klasse der Karte, wie Stichprobenpunkte, oder 'simple' zufällig überall, für Genauigkeit und Flächen der Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Field that names the stratum that each point was drawn from; empty for the field stratum of sample points, and without that for the classes of the map.</source>
   <translation>Feld, das die Schicht nennt, aus der jeder Punkt gezogen wurde; leer für das Feld stratum von Stichprobenpunkten, und ohne dieses für die Klassen der Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Layer inside the reference file; empty for its only layer.</source>
   <translation>Layer in der Referenzdatei; leer für ihren einzigen Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same intervals.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt dieselben Intervalle.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Class raster to draw points of.</source>
   <translation>Klassenraster, aus dem Punkte gezogen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Points to write (.csv or .gpkg), with an empty field reference for the answers.</source>
   <translation>Punkte, die geschrieben werden (.csv oder .gpkg), mit einem leeren Feld reference für die Antworten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>How many points to draw.</source>
   <translation>Wie viele Punkte gezogen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>How many points each class gets: 'proportional' to its area; 'equal'; or 'balanced', half of them equally, up to 50 a class, the others in proportion.</source>
   <translation>Wie viele Punkte jede Klasse bekommt: 'proportional' zu ihrer Fläche; 'equal' für gleich viele; oder 'balanced' für die Hälfte gleich verteilt, bis zu 50 je Klasse, die anderen nach der Fläche.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same points.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt dieselben Punkte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of the first date.</source>
   <translation>Raster des ersten Zeitpunkts.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of the second date, with the same bands; brought to the grid of the first.</source>
   <translation>Raster des zweiten Zeitpunkts, mit denselben Kanälen; es wird auf das Gitter des ersten gebracht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Vector file with polygons of change and of no change, or of several kinds of change.</source>
   <translation>Vektordatei mit Polygonen mit und ohne Veränderung oder mit mehreren Arten von Veränderung.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Folder that the model of change is written to.</source>
   <translation>Ordner, in den das Veränderungsmodell geschrieben wird.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Weights to start from: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint for single images, its folder, or the folder of a model of change to continue from.</source>
   <translation>Gewichte, von denen ausgegangen wird: 'auto' für die von DeepSat, wo sie installiert sind, 'random' für zufällige, der Name eines Checkpoints für einzelne Bilder, sein Ordner oder der Ordner eines Veränderungsmodells, um damit weiterzumachen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Folder of the model of change.</source>
   <translation>Ordner des Veränderungsmodells.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Class raster to write (GeoTIFF): 0 no change, 1 change, 255 NoData.</source>
   <translation>Klassenraster, das geschrieben wird (GeoTIFF): 0 keine Veränderung, 1 Veränderung, 255 NoData.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of the strength of change to write, 0-100 %, 50 % at the threshold; empty for none.</source>
   <translation>Raster der Stärke der Veränderung, 0-100 %, 50 % am Schwellenwert; leer für keines.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Distance of features above which a pixel counts as changed, in their standard deviations, about 1 being usual; 0 for Otsu's automatic one.</source>
   <translation>Abstand der Merkmale, über dem ein Pixel als verändert gilt, in ihren Standardabweichungen, üblich ist etwa 1; 0 für den automatischen nach Otsu.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Weights to look with: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint, or its folder; 'bands' to compare the bands themselves, without a network.</source>
   <translation>Gewichte, mit denen hingesehen wird: 'auto' für die von DeepSat, wo sie installiert sind, 'random' für zufällige, der Name eines Checkpoints oder sein Ordner; 'bands', um die Kanäle selbst zu vergleichen, ohne Netz.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/model_jobs.py" />
   <source>Folder of the fine-tuned model, or of a checkpoint.</source>
   <translation>Ordner des trainierten Modells oder eines Checkpoints.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/model_jobs.py" />
   <source>Folder of the fine-tuned model; the one before lies beside it, its name ending in .previous.</source>
   <translation>Ordner des trainierten Modells; das vorige liegt daneben, sein Name endet auf .previous.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The settings do not fit together.</source>
   <translation>Die Einstellungen passen nicht zusammen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The raster cannot be read.</source>
   <translation>Das Raster kann nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The raster's grid cannot be mapped.</source>
   <translation>Das Gitter des Rasters kann nicht kartiert werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The raster's bands do not fit the model.</source>
   <translation>Die Kanäle des Rasters passen nicht zum Modell.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The labels cannot be read.</source>
   <translation>Die Labels können nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The labels cannot be used for training.</source>
   <translation>Die Labels können nicht zum Training verwendet werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The class field is not in the label layer.</source>
   <translation>Das Klassenfeld ist nicht im Label-Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The checkpoint is not known.</source>
   <translation>Der Checkpoint ist nicht bekannt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The model folder cannot be used.</source>
   <translation>Der Modellordner kann nicht verwendet werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The download did not come to its end.</source>
   <translation>Der Download wurde nicht abgeschlossen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>What was downloaded is not the file that was published.</source>
   <translation>Was heruntergeladen wurde, ist nicht die veröffentlichte Datei.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The device cannot be used.</source>
   <translation>Das Gerät kann nicht verwendet werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>Memory ran out.</source>
   <translation>Der Arbeitsspeicher reicht nicht aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The disk is too full.</source>
   <translation>Der Datenträger ist zu voll.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The output cannot be written.</source>
   <translation>Die Ausgabe kann nicht geschrieben werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>Cancelled; nothing incomplete was left behind.</source>
   <translation>Abgebrochen; nichts Unvollständiges blieb zurück.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The worker already has a job.</source>
   <translation>Der Rechenprozess ist schon beschäftigt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The worker process ended unexpectedly.</source>
   <translation>Der Rechenprozess endete unerwartet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The worker process stopped answering.</source>
   <translation>Der Rechenprozess antwortet nicht mehr.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The plugin and the worker do not understand each other.</source>
   <translation>Die Erweiterung und der Rechenprozess verstehen einander nicht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>DeepSat's worker environment is not installed yet.</source>
   <translation>Die Rechenumgebung von DeepSat ist noch nicht installiert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>DeepSat's worker environment is damaged.</source>
   <translation>Die Rechenumgebung von DeepSat ist beschädigt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The worker environment could not be installed.</source>
   <translation>Die Rechenumgebung konnte nicht installiert werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>DeepSat made a mistake.</source>
   <translation>DeepSat hat einen Fehler gemacht.</translation>
  </message>
 </context>
</TS>
